import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8, type Bytes } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import type { Standing } from '../../src/store/ledger.ts'
import { encodeEntry } from '../../src/sync/entry.ts'
import { judge, type Judged } from '../../src/sync/judge.ts'
import { START } from '../../src/sync/wire.ts'
import { aDevice, anEntry } from './devices.ts'
import { anOffice, type Desk, type Office } from './replica/office.ts'
import { pullFrom } from './replica/space.ts'
import { inject, made } from './replica/wicked.ts'

const BEGIN: Standing = { cursor: START, counter: 0, rosterPlace: 0, walks: 0, kept: 0 }

interface Court {
  readonly office: Office
  readonly dao: Desk
  readonly bea: Desk
  /** As another device of Dao's judges a space's log that begins with these. */
  readonly judged: (entries: readonly Bytes[], from?: Standing, space?: string) => Promise<Judged>
  /** Of one desk, which had seen nothing yet. */
  readonly of: (desk: Desk, wanted?: Parameters<typeof made>[3], by?: Desk) => Promise<Bytes>
}

const aCourt = async (): Promise<Court> => {
  const office = await anOffice()
  const dao = office.owner
  const bea = await office.join('Bea')
  const { store } = dao.book().session
  const keyring = { ...store.keyring, device: await aDevice() }
  return {
    office,
    dao,
    bea,
    judged: async (entries, from = BEGIN, space = office.teamId) =>
      judge({ log: await store.log(space), keyring, crypto }, from, entries, office.roster()),
    of: (desk, wanted, by) => made(office, desk, [], { cursor: START, ...wanted }, by),
  }
}

const contents = ({ arrived }: Judged) => arrived.map(({ content }) => content)
const deviceOf = ({ book }: Desk) => book().session.store.keyring.device.id

describe('an entry that its author signed', () => {
  test('counts in the settings only if an owner or admin wrote it', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const { settings } = dao.book().session.held.spaces
    const log = [await of(bea, { space: settings }), await of(dao, { space: settings })]
    expect(contents(await judged(log, BEGIN, settings))).toEqual(['forbidden', []])
  })

  test('counts in a private space only if its member wrote it, even with its key', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const own = dao.book().session.held.spaces.private
    const log = [await of(bea, { space: own, device: deviceOf(bea) }, dao), await of(dao, { space: own })]
    expect(contents(await judged(log, BEGIN, own))).toEqual(['forbidden', []])
  })

  test('counts for nothing under an epoch that is not the space’s', async () => {
    const { bea, judged, of } = await aCourt()
    const log = [await of(bea, { epoch: 2 }), await of(bea, { epoch: 0 }), await of(bea)]
    expect(contents(await judged(log))).toEqual(['epochClosed', 'epochClosed', []])
  })

  test('for another space counts for nothing in this one', async () => {
    const { dao, judged, of } = await aCourt()
    const { settings } = dao.book().session.held.spaces
    expect(contents(await judged([await of(dao, { space: settings })]))).toEqual(['forged'])
  })
})

describe('an entry of nobody', () => {
  test('that the roster knows is forged, well signed as it is, and the rest goes on', async () => {
    const { office, dao, judged, of } = await aCourt()
    const stranger = encodeEntry(
      await anEntry(await aDevice(), [utf8('let me in')], { space: office.teamId, rosterHead: office.roster().head }),
    )
    expect(contents(await judged([stranger, await of(dao)]))).toEqual(['forged', []])
  })

  test('that can be read at all shows two histories: no relay keeps what is no entry', async () => {
    const { dao, judged, of } = await aCourt()
    const { arrived, stop } = await judged([await of(dao), Uint8Array.of(1, 2, 3), await of(dao)])
    expect([arrived.length, stop]).toEqual([1, 'twoHistories'])
  })

  test('under another’s name is forged', async () => {
    const { dao, bea, judged, of } = await aCourt()
    expect(contents(await judged([await of(bea, { device: deviceOf(dao) })]))).toEqual(['forged'])
  })
})

describe('what an author had seen', () => {
  test('in the log as we hold it is nothing to speak of', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const first = await of(dao)
    const [{ place }] = (await judged([first])).arrived as [Judged['arrived'][number]] // one entry went in
    expect((await judged([first, await of(bea, { cursor: place })])).stop).toBeNull()
  })

  test('at a place that the log has not come to shows two histories', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const first = await of(dao)
    const [{ place }] = (await judged([first])).arrived as [Judged['arrived'][number]] // one entry went in
    for (const seq of [2, 3, 1_000]) {
      const { arrived, stop } = await judged([first, await of(bea, { cursor: { ...place, seq } })])
      expect([arrived.length, stop]).toEqual([1, 'twoHistories'])
    }
  })

  test('under another hash than ours shows two histories', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const other = { seq: 1, hash: new Uint8Array(32).fill(7) }
    expect((await judged([await of(dao), await of(bea, { cursor: other })])).stop).toBe('twoHistories')
  })
})

describe('a push that its device counted and the log does not hold', () => {
  test('is noticed, once, and each device counts for itself', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const log = [
      await of(dao, { counter: 1 }),
      await of(bea, { counter: 1 }),
      await of(dao, { counter: 4 }),
      await of(bea, { counter: 2 }),
      await of(dao, { counter: 5 }),
    ]
    const { missing, counters, stop } = await judged(log)
    expect(stop).toBeNull()
    expect(missing).toEqual([2, 3].map((counter) => ({ device: deviceOf(dao), counter })))
    expect(counters).toEqual({ [deviceOf(dao)]: 5, [deviceOf(bea)]: 2 })
  })

  test('and that comes later, as a device gives it back, is no second alarm', async () => {
    const { dao, judged, of } = await aCourt()
    const log = await Promise.all([1, 3, 2, 4].map((counter) => of(dao, { counter })))
    expect((await judged(log)).missing).toEqual([{ device: deviceOf(dao), counter: 2 }])
  })

  test('is not told of without end, whatever number a device claims', async () => {
    const { bea, judged, of } = await aCourt()
    expect((await judged([await of(bea, { counter: Number.MAX_SAFE_INTEGER })])).missing).toHaveLength(100)
  })

  test('says nothing where the entry is not its device’s', async () => {
    const { dao, bea, judged, of } = await aCourt()
    const { missing, counters } = await judged([await of(bea, { device: deviceOf(dao), counter: 9 })])
    expect([missing, counters]).toEqual([[], {}])
  })

  test('is known to the device after a restart', async () => {
    const { office, dao, bea } = await aCourt()
    await office.settle()
    await inject(office, bea, [], { counter: 1 })
    await dao.pull()
    await dao.reopen()
    await inject(office, bea, [], { counter: 3 })
    const { seq } = await dao.replica().cursor()
    const received = await dao.replica().receive(seq + 1, office.space.entries().slice(seq), office.roster(), () => Promise.resolve(null))
    expect(received).toMatchObject({ ok: true, value: { seq: seq + 1, missing: [{ device: deviceOf(bea), counter: 2 }] } })
    expect(await pullFrom(dao.replica(), office.space, office.roster())).toBeNull()
  })
})

test('in whatever pages the log comes, it is judged the same', async () => {
  const { dao, bea, judged, of } = await aCourt()
  const { settings } = dao.book().session.held.spaces
  const log = await Promise.all([
    of(dao, { counter: 1 }),
    of(bea, { counter: 2 }),
    of(bea, { counter: 3, epoch: 9 }),
    of(dao, { counter: 4, space: settings }),
    of(bea, { counter: 6 }),
    of(dao, { counter: 2, device: deviceOf(bea) }),
    of(dao, { counter: 3 }),
  ])
  const whole = await judged(log)
  expect(whole.stop).toBeNull()
  await fc.assert(
    fc.asyncProperty(fc.subarray([1, 2, 3, 4, 5, 6]), async (cuts) => {
      let from = BEGIN
      const pages: Judged[] = []
      for (const [i, start] of [0, ...cuts].entries()) {
        const page = await judged(log.slice(start, cuts[i]), from)
        const { place } = must(page.arrived.at(-1), 'an entry')
        from = { ...from, cursor: place, rosterPlace: page.rosterPlace, counters: page.counters }
        pages.push(page)
      }
      expect(pages.flatMap(contents)).toEqual(contents(whole))
      expect(pages.flatMap(({ missing }) => missing)).toEqual(whole.missing)
      expect(from).toMatchObject({ cursor: must(whole.arrived.at(-1), 'an entry').place, counters: whole.counters })
    }),
    { numRuns: 40, seed: 3 },
  )
})
