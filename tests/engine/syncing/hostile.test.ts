import { describe, expect, onTestFinished, test } from 'vitest'
import type { Id } from '../../../src/core/ids.ts'
import { must } from '../../../src/core/result.ts'
import { databaseName, openDatabase } from '../../../src/store/database.ts'
import { readStanding } from '../../../src/store/ledger.ts'
import { openRegistry } from '../../../src/store/registry.ts'
import { decodeEntry } from '../../../src/sync/entry.ts'
import type { Frame, FrameOf } from '../../../src/sync/wire.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aMiddle, type Change, type Middle } from '../../sync/link/middle.ts'
import { createProfile, relayAt } from '../profile.ts'
import { valueOf } from '../wanted.ts'
import { aPhone, asBea, founded, isSynced, type Phone } from './phones.ts'

const soon = { timeout: 15_000, interval: 20 }
const synced = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)
const stops = (phone: Phone, why: string) => expect.poll(() => phone.syncing()?.status, soon).toEqual({ kind: 'stopped', why })

/** Where a phone stands in the team's log. */
const placeOf = async ({ profile }: Phone): Promise<{ readonly team: string; readonly seq: () => Promise<number> }> => {
  const platform = profile.platform()
  const { id, spaces } = must((await openRegistry(platform).list())[0], 'a workspace')
  const database = openDatabase(databaseName(id), platform)
  await database.open()
  onTestFinished(() => database.close())
  return { team: spaces.team, seq: async () => (await readStanding(database, spaces.team)).cursor.seq }
}

interface Pair {
  readonly dao: Phone
  readonly bea: Phone
  readonly middle: Middle
  /** The space of what they write. */
  readonly team: string
  readonly id: Id
  /** An edit of Dao's, in an entry of its own that Dao has seen before the next one. */
  readonly write: (path: string, value: string) => Promise<void>
}

/** Dao sees the relay as it is; Bea's frames pass through somebody who may change them. */
const aPair = async (): Promise<Pair> => {
  const relay = await aRelay()
  const middle = await aMiddle(relay.address)
  const dao = await founded(relay.address)
  const way = relayAt(`http://${middle.address}`)
  // Packs travel beside the socket.
  const fetched: typeof fetch = (asked, init) =>
    fetch(asked instanceof Request ? asked : asked.toString().replace(middle.address, relay.address), init)
  const bea = aPhone(createProfile(77, { relay: { ...way, fetch: fetched }, now: Date.now }))
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  await synced(dao, bea)
  const id = await dao.create('company', { name: 'Lotus' })
  await expect.poll(() => bea.field(id, 'name'), soon).toBe('Lotus')
  await synced(dao, bea)
  const { team, seq } = await placeOf(dao)
  const write = async (path: string, value: string) => {
    const before = await seq()
    await dao.set(id, path, value)
    await expect.poll(seq, soon).toBeGreaterThan(before)
  }
  await expect.poll(seq, soon).toBe(await (await placeOf(bea)).seq())
  return { dao, bea, middle, team, id, write }
}

/** What is done to entries of the team's space; all else passes. */
const toEntries =
  (team: string, change: (frame: FrameOf<'entry'>) => readonly Frame[]): Change =>
  (frame) =>
    frame.type === 'entry' && frame.space === team ? change(frame) : [frame]

const honestly: Change = (frame) => [frame]

const writeThree = async ({ write }: Pair): Promise<void> => {
  for (const industry of ['Tea', 'Coffee', 'Cocoa']) await write('industry', industry)
}

/** Bea's own edit, and Dao's last one, are there in the end, once the relay is honest. */
const healed = async ({ dao, bea, middle, id }: Pair, own: Id): Promise<void> => {
  middle.setChange(honestly)
  middle.cutAll()
  bea.look(true)
  await expect.poll(() => bea.field(id, 'industry'), soon).toBe('Cocoa')
  await expect.poll(() => dao.field(own, 'name'), soon).toBe('Of Bea')
  await synced(dao, bea)
}

describe('a relay that shows one of two people', () => {
  test('entries in another order is noticed, and what she wrote stays and travels later', async () => {
    const pair = await aPair()
    const { bea, middle, team } = pair
    const held: FrameOf<'entry'>[] = []
    middle.setChange(
      toEntries(team, (frame) => {
        held.push(frame)
        if (held.length < 2) return []
        const [first, ...later] = held.splice(0)
        return [
          {
            ...must(first, 'the first'),
            entries: [...later.toReversed().flatMap(({ entries }) => entries), ...must(first, 'the first').entries],
          },
        ]
      }),
    )
    await writeThree(pair)
    await pair.write('code', 'C1')
    await stops(bea, 'twoHistories')
    const own = await bea.create('company', { name: 'Of Bea' })
    await healed(pair, own)
  })

  test('one entry less, for ever, is noticed by the next that its author writes', async () => {
    const pair = await aPair()
    const { bea, middle, team, id } = pair
    let dropped = 0
    middle.setChange(
      toEntries(team, (frame) => {
        if (dropped > 0) return [{ ...frame, seq: frame.seq - dropped }]
        dropped = frame.entries.length
        return []
      }),
    )
    await writeThree(pair)
    await stops(bea, 'twoHistories')
    expect(await bea.field(id, 'industry')).toBeNull()
    await healed(pair, await bea.create('company', { name: 'Of Bea' }))
  })

  test('an altered entry is noticed; it counts for nothing and is set aside', async () => {
    const pair = await aPair()
    const { bea, middle, team, id } = pair
    let isFirst = true
    middle.setChange(
      toEntries(team, (frame) => {
        if (!isFirst) return [frame]
        isFirst = false
        return [{ ...frame, entries: frame.entries.map((bytes) => bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1)) }]
      }),
    )
    await writeThree(pair)
    await stops(bea, 'twoHistories')
    expect((await bea.engine.diagnostics()).damaged.map(({ reason }) => reason)).toEqual(['forged'])
    expect(await bea.field(id, 'industry')).toBeNull()
    await healed(pair, await bea.create('company', { name: 'Of Bea' }))
  })

  test('what she has seen before again changes nothing', async () => {
    const pair = await aPair()
    const { dao, bea, middle, team, id } = pair
    const seen: FrameOf<'entry'>[] = []
    middle.setChange(
      toEntries(team, (frame) => {
        seen.push(frame)
        return [frame, ...seen.toReversed(), frame]
      }),
    )
    await writeThree(pair)
    await synced(dao, bea)
    expect(await bea.field(id, 'industry')).toBe('Cocoa')
    expect((await bea.engine.record(id))?.history).toEqual((await dao.engine.record(id))?.history)
    expect((await bea.engine.diagnostics()).damaged).toEqual([])
  })

  test('an older edit under a new place, as if it had just been made, is noticed', async () => {
    const pair = await aPair()
    const { dao, bea, middle, team, id } = pair
    const seen: FrameOf<'entry'>[] = []
    middle.setChange(
      toEntries(team, (frame) => {
        seen.push(frame)
        const [first] = seen
        return seen.length < 3 || first === undefined
          ? [frame]
          : [
              { ...first, seq: frame.seq },
              { ...frame, seq: frame.seq + 1 },
            ]
      }),
    )
    await writeThree(pair)
    await pair.write('code', 'C1')
    await stops(bea, 'twoHistories')
    expect(await dao.field(id, 'code')).toBe('C1')
    expect(await bea.field(id, 'industry')).not.toBe('Tea')
  })

  test('an acknowledgement of what it throws away is found out: it goes again with whatever she does next', async () => {
    const pair = await aPair()
    const { dao, bea, middle, id } = pair
    const acked: string[] = []
    middle.setAnswers((frame) => {
      if (frame.type !== 'push') return null
      const entry = decodeEntry(frame.entry)
      if (!entry.ok) throw new Error(entry.error)
      const { msgId, cursor } = entry.value
      acked.push(msgId)
      return [{ type: 'ack', space: frame.space, msgId, cursor: { seq: cursor.seq + 1, hash: new Uint8Array(32) } }]
    })
    await bea.set(id, 'industry', 'Thrown away')
    await expect.poll(() => acked.length, soon).toBeGreaterThan(0)
    middle.setAnswers(() => null)
    await pair.write('code', 'C1')
    await expect.poll(() => bea.field(id, 'code'), soon).toBe('C1')
    await bea.set(id, 'taxId', '0105500000000')
    await expect.poll(() => dao.field(id, 'industry'), soon).toBe('Thrown away')
  })

  test('a log of her own is found out as soon as she is shown the other’s: what either wrote is kept by both', async () => {
    const pair = await aPair()
    const { dao, bea, middle, team, id } = pair
    let isForked = true
    middle.setChange(toEntries(team, (frame) => (isForked ? [] : [frame])))
    // Bea's world goes on without Dao: her push is taken, and comes back to her alone.
    let forkedAt = 0
    middle.setAnswers((frame) => {
      if (frame.type !== 'push' || frame.space !== team) return null
      const entry = decodeEntry(frame.entry)
      if (!entry.ok) throw new Error(entry.error)
      forkedAt = entry.value.cursor.seq + 1
      return [{ type: 'entry', space: team, seq: forkedAt, entries: [frame.entry] }]
    })
    await bea.set(id, 'code', 'Of Bea alone')
    await synced(bea)
    await writeThree(pair)
    expect(forkedAt).toBeGreaterThan(0)
    middle.setAnswers(() => null)
    isForked = false
    await pair.write('website', 'https://lotus.example')
    // Asked from where Bea stands, the relay says that it knows no such place: both sides are kept.
    await synced(dao, bea)
    await expect.poll(() => dao.field(id, 'code'), soon).toBe('Of Bea alone')
    await expect.poll(() => bea.field(id, 'industry'), soon).toBe('Cocoa')
    await expect.poll(() => bea.field(id, 'website'), soon).toBe('https://lotus.example')
  })
})
