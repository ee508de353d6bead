import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { intBelow, pickFrom, randomFrom } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { aFolder } from '../../sync-server/logs.ts'
import { startRelay } from '../../sync-server/process.ts'
import { aProxy } from '../proxy.ts'
import { aTeam, TEAM } from '../team.ts'
import { aMember, aPlatform, eventually } from './crew.ts'
import { aReplica, endOf } from './memoryreplica.ts'

export interface Storm {
  readonly seed: number
  readonly devices: number
  readonly pushes: number
  /** Every other relay that comes back does so from a copy made some time before. */
  readonly isForgetful: boolean
}

const RELAYS = 5

/** Devices on bad lines write while the relay is killed and comes back: in the end all hold one log, each edit once, nothing acknowledged lost. */
export const rage = async ({ seed, devices: count, pushes, isForgetful }: Storm): Promise<void> => {
  const random = randomFrom(seed)
  const folder = aFolder()
  const copy = join(folder, 'copy.db')
  const database = join(folder, 'data', 'relay.db')
  let relay = await startRelay(folder)
  const team = await aTeam()
  const devices = [team.owner]
  while (devices.length < count) devices.push(await team.member(`member_${devices.length}`))
  const lines = await Promise.all(
    devices.map(async (device, i) => {
      const proxy = await aProxy(seed * 100 + i, relay.address, { cut: 0.01, repeat: 0.2, delay: 0.3, delayMs: 8 })
      const lag = () => new Promise<void>((later) => (random() < 0.5 ? setImmediate(later) : setTimeout(later, random() * 2)))
      const replica = aReplica(device, TEAM, lag)
      replica.mayHaveForgotten = isForgetful
      const platform = aPlatform({ random }, 40)
      const member = await aMember({ origin: `http://${proxy.address}`, device, replicas: [replica], roster: team.entries, platform })
      return { proxy, replica, member }
    }),
  )

  const forget = () => {
    for (const ending of ['', '-wal', '-shm']) rmSync(database + ending, { force: true })
    copyFileSync(copy, database)
    rmSync(copy)
  }
  const remember = () => {
    const live = new DatabaseSync(database, { readOnly: true })
    live.prepare('VACUUM INTO ?').run(copy)
    live.close()
  }
  const restart = async (turn: number) => {
    await relay.end('SIGKILL')
    if (isForgetful && turn % 2 === 1) forget()
    relay = await startRelay(folder)
    if (isForgetful && turn % 2 === 0) remember()
    for (const { proxy } of lines) proxy.leadTo(relay.address)
  }

  const spell = Math.floor(pushes / RELAYS)
  for (let i = 1; i <= pushes; i += 1) {
    const { proxy, replica, member } = pickFrom(random, lines)
    replica.edit(`edit ${i}`)
    member.edited(100)
    if (random() < 0.02) proxy.cutAll()
    if (random() < 0.02) member.wake()
    if (random() < 0.3) await new Promise((later) => setTimeout(later, intBelow(random, 12)))
    if (i % spell === 0 && i < pushes) await restart(i / spell - 1)
  }
  for (const { proxy } of lines) proxy.setWeather({})

  await eventually(() => {
    expect(lines.map(({ member }) => member.status())).toEqual(lines.map(() => ({ kind: 'synced' })))
    for (const { replica } of lines) expect(replica.texts()).toHaveLength(pushes)
    for (const { replica } of lines) expect(endOf(replica)).toBe(endOf(must(lines[0], 'a line').replica))
  }, 60_000)
  for (const { replica, member } of lines) {
    expect(replica.wrongs).toEqual([])
    expect(member.notes()).toEqual([])
    expect(new Set(replica.texts()).size).toBe(pushes)
    expect(replica.pendings()).toEqual([])
    const held = new Set(replica.log().map(({ msgId }) => msgId))
    for (const line of lines) for (const msgId of line.replica.acks.keys()) expect(held.has(msgId)).toBe(true)
  }
  if (!isForgetful)
    for (const { replica } of lines) for (const [msgId, at] of replica.acks) expect(replica.log()[at.seq - 1]).toMatchObject({ msgId, at })
  const sum = (of: (counts: ReturnType<(typeof lines)[0]['proxy']['counts']>) => number) =>
    lines.reduce((total, { proxy }) => total + of(proxy.counts()), 0)
  expect(sum(({ cuts }) => cuts)).toBeGreaterThan(0)
  expect(sum(({ repeats }) => repeats)).toBeGreaterThan(0)
}
