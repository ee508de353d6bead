import { beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { deriveKey, vaultOf } from '../../src/store/vault.ts'
import { createLive, type Live } from '../../src/sync/live.ts'
import { MAX_AWARENESS } from '../../src/sync/wire.ts'
import type { TestDevice } from './devices.ts'
import { aTeam, NOON, OWN, SETTINGS, TEAM, type Team } from './team.ts'

const key = new Uint8Array(32).fill(7)
const words = utf8('Bea looks at Siam Beans')
const RECORD = 'deal_1'

let now = NOON
let team: Team
let bea: TestDevice
beforeAll(async () => {
  team = await aTeam()
  bea = await team.member('member_bea')
})

const lineOf = (device: TestDevice, clock = () => now): Live =>
  createLive({
    keyring: {
      device,
      liveVault: async (space, maker, epoch) => vaultOf(crypto, await deriveKey(crypto, key, space, 'live', maker, epoch)),
    },
    crypto,
    now: clock,
  })
const saidBy = async (line: Live, space = TEAM) => (await line.seal(space, RECORD, words)) ?? new Uint8Array()

describe('what is said beside the log', () => {
  test('is heard by whoever shares the space, with who said it by the roster', async () => {
    const heard = await lineOf(team.owner).open(TEAM, await saidBy(lineOf(bea)), team.roster())
    expect(heard).toEqual({
      ok: true,
      value: { spaceId: TEAM, device: bea.id, memberId: 'member_bea', record: RECORD, message: words },
    })
  })

  test('shows the relay neither its words nor the record, and is as long for a short as for a shorter one', async () => {
    const line = lineOf(bea)
    const sealed = Buffer.from(await saidBy(line))
    for (const word of ['Siam', 'Bea', RECORD]) expect(sealed.includes(word)).toBe(false)
    expect((await line.seal(TEAM, RECORD, utf8('x')))?.length).toBe(sealed.length)
  })

  test('is heard in the order in which it was said, whatever the ciphers take their time for', async () => {
    const waits = [30, 0, 20, 10, 0]
    const late = <T>(work: () => Promise<T>) => new Promise((done) => setTimeout(done, waits.shift() ?? 0)).then(work)
    const slowLine = (device: TestDevice) =>
      createLive({
        keyring: {
          device,
          liveVault: async (space, maker, epoch) => {
            const vault = vaultOf(crypto, await deriveKey(crypto, key, space, 'live', maker, epoch))
            return {
              ...vault,
              seal: (plain, label) => late(() => vault.seal(plain, label)),
              open: (sealed, label) => late(() => vault.open(sealed, label)),
            }
          },
        },
        crypto,
        now: () => now,
      })
    const [from, to] = [slowLine(bea), slowLine(team.owner)]
    const passedOn: Promise<boolean>[] = []
    await Promise.all(
      ['one', 'two', 'three'].map(async (word) => {
        const sealed = must(await from.seal(TEAM, RECORD, utf8(word)), 'sealed')
        waits.push(20, 0, 10)
        passedOn.push(to.open(TEAM, sealed, team.roster()).then(({ ok }) => ok))
      }),
    )
    expect(await Promise.all(passedOn)).toEqual([true, true, true])
  })

  test('is heard once: neither a repeat counts nor what was overtaken', async () => {
    const [from, to] = [lineOf(bea), lineOf(team.owner)]
    const [first, second] = [await saidBy(from), await saidBy(from)]
    expect(await to.open(TEAM, second, team.roster())).toMatchObject({ ok: true })
    for (const late of [second, first]) expect(await to.open(TEAM, late, team.roster())).toEqual({ ok: false, error: 'stale' })
    expect(await to.open(TEAM, await saidBy(lineOf(bea)), team.roster())).toMatchObject({ ok: true })
  })

  test('counts for 30 s by the relay’s clock, and is not heard again after that either', async () => {
    const to = lineOf(team.owner)
    const from = lineOf(bea)
    const [held, heard] = [await saidBy(from), await saidBy(from)]
    expect(await to.open(TEAM, heard, team.roster())).toMatchObject({ ok: true })
    now += 30_001
    for (const old of [held, heard]) expect(await to.open(TEAM, old, team.roster())).toEqual({ ok: false, error: 'stale' })
    now += 60_000
    expect(await to.open(TEAM, await saidBy(from), team.roster())).toMatchObject({ ok: true })
    expect(await to.open(TEAM, heard, team.roster())).toEqual({ ok: false, error: 'stale' })
    const ahead = await saidBy(lineOf(bea, () => now + 30_001))
    expect(await to.open(TEAM, ahead, team.roster())).toEqual({ ok: false, error: 'stale' })
  })

  test('counts only of a live device that may read the space', async () => {
    const to = lineOf(team.owner)
    const stranger = await (await aTeam()).member('member_other')
    expect(await to.open(TEAM, await saidBy(lineOf(stranger)), team.roster())).toEqual({ ok: false, error: 'stranger' })
    expect(await to.open(OWN, await saidBy(lineOf(bea), OWN), team.roster())).toEqual({ ok: false, error: 'stranger' })
    const tablet = await team.member('member_chai')
    const sealed = await saidBy(lineOf(tablet))
    await team.add(team.owner, { kind: 'deviceRemove', device: tablet.id })
    expect(await to.open(TEAM, sealed, team.roster())).toEqual({ ok: false, error: 'stranger' })
  })

  test('opens nowhere else, nor altered, nor cut', async () => {
    const to = lineOf(team.owner)
    const sealed = await saidBy(lineOf(bea))
    expect(await to.open(SETTINGS, sealed, team.roster())).toEqual({ ok: false, error: 'unsealable' })
    for (let at = 0; at < sealed.length; at += 7) {
      const altered = sealed.slice()
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(await to.open(TEAM, altered, team.roster())).toMatchObject({ ok: false })
      expect(await to.open(TEAM, sealed.slice(0, at), team.roster())).toMatchObject({ ok: false })
    }
  })

  test('is not said at all where the relay would not pass it on', async () => {
    expect(await lineOf(bea).seal(TEAM, RECORD, new Uint8Array(MAX_AWARENESS - 200))).toBeNull()
  })
})
