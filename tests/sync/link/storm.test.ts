import { expect, test } from 'vitest'
import { intBelow, pickFrom, randomFrom } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { aFolder } from '../../sync-server/logs.ts'
import { startRelay } from '../../sync-server/process.ts'
import { aProxy } from '../proxy.ts'
import { aTeam, TEAM } from '../team.ts'
import { aMember, aPlatform, eventually } from './crew.ts'
import { aReplica, endOf } from './memoryreplica.ts'

const PUSHES = 600

const seeds = process.env['SEED'] === undefined ? [1, 2] : [Number(process.env['SEED'])]

test.each(seeds)(
  'three devices, 600 pushes, a bad line and a relay that is killed: one log for all (SEED=%i)',
  { timeout: 120_000 },
  async (seed) => {
    const random = randomFrom(seed)
    const folder = aFolder()
    let relay = await startRelay(folder)
    const team = await aTeam()
    const devices = [team.owner, await team.member('member_bea'), await team.member('member_chai')]
    const lines = await Promise.all(
      devices.map(async (device, i) => {
        const proxy = await aProxy(seed * 10 + i, relay.address, { cut: 0.004, repeat: 0.05, delay: 0.2, delayMs: 8 })
        const lag = () => new Promise<void>((later) => (random() < 0.5 ? setImmediate(later) : setTimeout(later, random() * 2)))
        const replica = aReplica(device, TEAM, lag)
        const platform = aPlatform({ random }, 40)
        const member = await aMember({ origin: `http://${proxy.address}`, device, replicas: [replica], roster: team.entries, platform })
        return { proxy, replica, member }
      }),
    )

    for (let i = 0; i < PUSHES; i += 1) {
      const { proxy, replica, member } = pickFrom(random, lines)
      replica.edit(`edit ${i}`)
      member.edited(100)
      if (random() < 0.02) proxy.cutAll()
      if (random() < 0.02) member.wake()
      if (random() < 0.3) await new Promise((later) => setTimeout(later, intBelow(random, 12)))
      if (i % 150 === 149) {
        await relay.end('SIGKILL')
        relay = await startRelay(folder)
        for (const line of lines) line.proxy.leadTo(relay.address)
      }
    }
    for (const { proxy } of lines) proxy.setWeather({})

    await eventually(() => {
      for (const { replica } of lines) expect(replica.texts().length).toBe(PUSHES)
      for (const { member } of lines) expect(member.status()).toEqual({ kind: 'synced' })
    }, 60_000)
    const [first] = lines
    const wanted = must(first, 'a line').replica
    for (const { replica, member } of lines) {
      expect(replica.wrongs).toEqual([])
      expect(member.notes()).toEqual([])
      expect(endOf(replica)).toBe(endOf(wanted))
      expect(new Set(replica.texts()).size).toBe(PUSHES)
      expect(replica.pendings()).toEqual([])
      for (const [msgId, at] of replica.acks) expect(wanted.log()[at.seq - 1]).toMatchObject({ msgId, at })
    }
    expect(lines.reduce((sum, { proxy }) => sum + proxy.counts().cuts, 0)).toBeGreaterThan(0)
  },
)
