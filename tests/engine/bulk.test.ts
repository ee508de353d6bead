import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import type { Engine } from '../../src/engine/api.ts'
import type { BulkChange } from '../../src/engine/bulk/bulk.ts'
import type { WatchPost } from '../../src/engine/watching.ts'
import type { Filter } from '../../src/tables/view.ts'
import { onFullDisk } from '../sync/replica/faults.ts'
import { createProfile, startedIn, type Profile } from './profile.ts'
import { problemOf, valueOf } from './wanted.ts'

const JOB = 1
const hot: BulkChange = { field: 'rating', how: 'set', value: 'hot' }

/** Companies of a workspace; `values` of the one at a place. */
const companies = async (count: number, values: (at: number) => Readonly<Record<string, unknown>>, profile: Profile = createProfile()) => {
  const { engine, opened } = await startedIn(profile)
  const ids = Array.from({ length: count }, () => profile.makeId('company'))
  for (const [at, id] of ids.entries()) valueOf(await engine.create({ id, values: { name: `Company ${at}`, ...values(at) } }))
  /** The same workspace in the hands of a teammate. */
  const teammate = async () => {
    const other = profile.tab()
    valueOf(await other.open(opened.id))
    return other
  }
  return { engine, opened, ids, profile, teammate }
}
const people = async (count: number, interests: (at: number) => readonly string[]) => {
  const profile = createProfile()
  const { engine, opened } = await startedIn(profile)
  const ids = Array.from({ length: count }, () => profile.makeId('contact'))
  for (const [at, id] of ids.entries())
    valueOf(await engine.create({ id, values: { name: { family: 'Dee', given: `Mana ${at}` }, interests: interests(at) } }))
  return { engine, opened, ids, profile }
}

const count = async (engine: Engine, filter: Filter, entity = 'company') =>
  (await engine.query({ entity, filter }, { start: 0, count: 0 })).total
const rated = (engine: Engine, value: string) => count(engine, { column: 'rating', op: 'is', value })
const field = async (engine: Engine, id: string | undefined, name: string) => (await engine.record(must(id, 'an id')))?.fields[name]
const commits = async (engine: Engine) => (await engine.diagnostics()).lastCommit

describe('U7 many records at once', () => {
  test('U6 one undo restores all 200, and leaves a teammate’s later edits alone', async () => {
    const { engine, ids, teammate } = await companies(200, (at) => (at < 162 ? { rating: 'warm' } : {}))
    const done = valueOf(await engine.editAll(ids, hot, JOB))
    expect(done).toMatchObject({ wanted: 200, changed: 200, left: 0, ended: 'whole' })
    expect(await rated(engine, 'hot')).toBe(200)

    const other = await teammate()
    valueOf(await other.edit(ids.slice(0, 3).map((id) => ({ id, changes: [{ path: 'rating', value: 'cold' }] }))))
    valueOf(await other.edit([{ id: must(ids[5], 'a company'), changes: [{ path: 'industry', value: 'Tea' }] }]))
    await expect.poll(() => rated(engine, 'cold')).toBe(3)
    await expect.poll(() => field(engine, ids[5], 'industry')).toBe('Tea')

    valueOf(must(await engine.undo(), 'a step'))
    const empty = await count(engine, { column: 'rating', op: 'isEmpty' })
    expect({ warm: await rated(engine, 'warm'), hot: await rated(engine, 'hot'), cold: await rated(engine, 'cold'), empty }).toEqual({
      warm: 159,
      hot: 0,
      cold: 3,
      empty: 38,
    })
    expect(await field(engine, ids[5], 'industry')).toBe('Tea')
  })

  test('more than one commit holds are still one step, which says how far it is', async () => {
    const { engine, ids } = await companies(1_100, () => ({ rating: 'warm' }))
    const { port1, port2 } = new MessageChannel()
    const told: number[] = []
    port1.onmessage = ({ data }: MessageEvent<WatchPost>) => {
      if (data.kind === 'progress' && data.job === JOB) told.push(data.done)
    }
    await engine.watchOver(port2)
    const before = await commits(engine)
    expect(valueOf(await engine.editAll(ids, hot, JOB)).changed).toBe(1_100)
    expect(await commits(engine)).toBe(before + 3)
    await expect.poll(() => told.length).toBe(3)
    expect(told).toEqual(told.toSorted())
    expect(told.at(-1)).toBe(1)
    port1.close()

    valueOf(must(await engine.undo(), 'a step'))
    expect([await rated(engine, 'warm'), await rated(engine, 'hot')]).toEqual([1_100, 0])
    expect(await field(engine, ids[0], 'rating')).toBe('warm')
  })

  test('stopped half-way, it says how far it came, and one undo takes that much back', async () => {
    const { engine, ids } = await companies(1_100, () => ({ rating: 'warm' }))
    const running = engine.editAll(ids, hot, JOB)
    await expect.poll(() => rated(engine, 'hot'), { interval: 1 }).toBeGreaterThan(0)
    await engine.cancelEdit(JOB)
    const done = valueOf(await running)
    expect(done.ended).toBe('cancelled')
    expect(done.changed).toBeLessThan(1_100)
    expect(await rated(engine, 'hot')).toBe(done.changed)
    valueOf(must(await engine.undo(must(done.step, 'a step')), 'an undo'))
    expect(await rated(engine, 'warm')).toBe(1_100)
  })

  test('on a disk that fills up half-way, what was written stays and is said; it goes back once there is room', async () => {
    const { engine, ids } = await companies(1_100, () => ({ rating: 'warm' }))
    const running = engine.editAll(ids, hot, JOB)
    await expect.poll(() => rated(engine, 'hot'), { interval: 1 }).toBeGreaterThan(0)
    const done = valueOf(await onFullDisk(() => running))
    expect(done).toMatchObject({ wanted: 1_100, left: 0, ended: 'diskFull' })
    expect(done.changed).toBeLessThan(1_100)
    expect(await rated(engine, 'hot')).toBe(done.changed)

    expect(problemOf(must(await onFullDisk(() => engine.undo()), 'a step'))).toEqual({ code: 'diskFull' })
    expect(await rated(engine, 'hot')).toBe(done.changed)
    valueOf(must(await engine.undo(), 'the step again'))
    expect(await rated(engine, 'warm')).toBe(1_100)
  })

  test('records that hold the value already are not written, and asked twice nothing is written twice', async () => {
    const { engine, ids } = await companies(20, (at) => ({ rating: at < 12 ? 'hot' : 'cold' }))
    const before = await commits(engine)
    expect(valueOf(await engine.editAll(ids, hot, JOB))).toMatchObject({ wanted: 8, changed: 8 })
    expect((await engine.record(must(ids[0], 'a hot one')))?.history).toEqual([])
    expect((await engine.record(must(ids[19], 'a cold one')))?.history).toHaveLength(1)
    expect(await commits(engine)).toBe(before + 1)
    expect(valueOf(await engine.editAll(ids, hot, JOB))).toMatchObject({ changed: 0, step: null, ended: 'whole' })
    expect(await commits(engine)).toBe(before + 1)
  })

  test('a value that is none, a field that is no one’s to set and an empty required field are refused for all', async () => {
    const { engine, ids } = await companies(20, () => ({ rating: 'warm' }))
    const before = await commits(engine)
    const refused = async (change: BulkChange) => {
      const answer = [await engine.previewEdit(ids, change), await engine.editAll(ids, change, JOB)]
      expect(answer[0]).toEqual(answer[1])
      return answer[1]
    }
    const invalid = (path: string, code: string) => ({ ok: false, error: { code: 'invalid', problems: [{ path, code }] } })
    expect(await refused({ field: 'rating', how: 'set', value: 'boiling' })).toEqual(invalid('rating', 'invalidChoice'))
    expect(await refused({ field: 'industry', how: 'set', value: 'x'.repeat(81) })).toEqual(invalid('industry', 'tooLong'))
    expect(await refused({ field: 'industry', how: 'set', value: '  ' })).toEqual(invalid('industry', 'required'))
    for (const name of ['name', 'phones', 'orderCount', 'deletedAt', 'billingAddress', 'nonsense'])
      expect(await refused({ field: name, how: 'empty', value: null })).toEqual(invalid(name, 'invalid'))
    expect(await commits(engine)).toBe(before)
    expect(await rated(engine, 'warm')).toBe(20)
  })

  test('an order’s status cannot be emptied, its payment can; where a deal stands is no field to set', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const order = profile.makeId('order')
    const values = { number: '1', status: 'confirmed', orderedAt: 0, currency: 'THB', paymentStatus: 'paid' }
    valueOf(await engine.create({ id: order, values }))
    expect(await engine.editAll([order], { field: 'status', how: 'empty', value: null }, JOB)).toEqual({
      ok: false,
      error: { code: 'invalid', problems: [{ path: 'status', code: 'required' }] },
    })
    expect(valueOf(await engine.editAll([order], { field: 'paymentStatus', how: 'empty', value: null }, JOB)).changed).toBe(1)
    expect(await field(engine, order, 'paymentStatus')).toBe(null)
    const deal = profile.makeId('deal')
    for (const name of ['stageId', 'pipelineId', 'sortKey', 'stageHistory'])
      expect((await engine.editAll([deal], { field: name, how: 'set', value: 'x' }, JOB)).ok).toBe(false)
  })

  test('every kind of value arrives as it was given, and is known again for what it is', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const makes = {
      deal: { name: 'Espresso machine', pipelineId: profile.makeId('pipeline'), stageId: profile.makeId('stage') },
      product: { name: 'Beans' },
      contact: { name: { family: 'Dee', given: 'Mana' } },
      company: { name: 'Siam Beans' },
    }
    const ids: Record<string, string> = {}
    for (const [entity, values] of Object.entries(makes)) {
      ids[entity] = profile.makeId(entity)
      valueOf(await engine.create({ id: ids[entity], values: { ...values, ownerId: profile.makeId('member') } }))
    }
    const wanted: readonly (readonly [keyof typeof makes, string, unknown])[] = [
      ['deal', 'amount', { amount: 1_250_000, currency: 'THB' }],
      ['deal', 'expectedCloseDate', '2026-03-31'],
      ['deal', 'closedAt', Date.UTC(2026, 0, 3)],
      ['deal', 'exchangeRate', 34.55],
      ['deal', 'companyId', ids['company']],
      ['deal', 'ownerId', opened.memberId],
      ['deal', 'type', 'renewal'],
      ['product', 'listPrice', { digits: 1_250, scale: 2, currency: 'THB' }],
      ['product', 'active', true],
      ['contact', 'jobTitle', 'Head buyer'],
      ['contact', 'interests', ['golf', 'tea']],
      ['company', 'website', 'example.com'],
    ]
    for (const [entity, name, value] of wanted) {
      const id = must(ids[entity], entity)
      const change: BulkChange = { field: name, how: 'set', value }
      expect(valueOf(await engine.previewEdit([id], change)).changed, name).toBe(1)
      expect(valueOf(await engine.editAll([id], change, JOB)).changed, name).toBe(1)
      expect(await field(engine, id, name), name).toEqual(value)
      expect(valueOf(await engine.previewEdit([id], change)).changed, name).toBe(0)
      expect(valueOf(await engine.editAll([id], change, JOB)).changed, name).toBe(0)
    }
  })

  test('a record that cannot be read keeps no other from it, and is said to be left', async () => {
    const profile = createProfile()
    const { engine, ids, opened } = await companies(20, () => ({ rating: 'warm' }), profile)
    await profile.spoil('records', (key) => key.endsWith(must(ids[4], 'a company')))
    const next = profile.tab()
    valueOf(await next.open(opened.id))
    expect(await rated(engine, 'warm')).toBe(20)
    expect(valueOf(await engine.editAll(ids, hot, JOB))).toMatchObject({ wanted: 20, changed: 19, left: 1, ended: 'whole' })
  })
})

describe('U7 sets of words and of references', () => {
  test('a word is added to all, and merges with what a teammate adds at the same time', async () => {
    const { engine, opened, ids, profile } = await people(50, (at) => (at % 2 === 0 ? ['golf'] : []))
    const other = profile.tab()
    valueOf(await other.open(opened.id))
    const first = must(ids[0], 'a person')
    const [done] = await Promise.all([
      engine.editAll(ids, { field: 'interests', how: 'add', value: ['tea', 'golf'] }, JOB),
      other.edit([{ id: first, changes: [{ path: 'interests/jazz', value: true }] }]),
    ])
    expect(valueOf(done).changed).toBe(50)
    await expect.poll(() => field(engine, first, 'interests')).toEqual(['golf', 'jazz', 'tea'])
    expect(await field(engine, ids[1], 'interests')).toEqual(['golf', 'tea'])

    valueOf(must(await engine.undo(), 'a step'))
    expect(await field(engine, first, 'interests')).toEqual(['golf', 'jazz'])
    expect(await field(engine, ids[1], 'interests')).toEqual([])
  })

  test('a word is taken from those that have it, and a new set takes the place of the old', async () => {
    const { engine, ids } = await people(30, (at) => (at < 10 ? ['golf', 'tea'] : ['tea']))
    expect(valueOf(await engine.editAll(ids, { field: 'interests', how: 'remove', value: ['golf', 'jazz'] }, JOB)).changed).toBe(10)
    expect(await field(engine, ids[0], 'interests')).toEqual(['tea'])
    expect(
      valueOf(await engine.editAll(ids.slice(0, 5), { field: 'interests', how: 'set', value: [' jazz ', 'tea', 'jazz'] }, JOB)).changed,
    ).toBe(5)
    expect(await field(engine, ids[0], 'interests')).toEqual(['jazz', 'tea'])
    expect(valueOf(await engine.editAll(ids, { field: 'interests', how: 'empty', value: null }, JOB)).changed).toBe(30)
    expect(await field(engine, ids[29], 'interests')).toEqual([])
    expect((await engine.editAll(ids, { field: 'interests', how: 'add', value: ['x'.repeat(61)] }, JOB)).ok).toBe(false)
  })

  test('references of several kinds are added like words', async () => {
    const { engine, ids, profile } = await companies(2, () => ({}))
    const call = profile.makeId('activity')
    valueOf(
      await engine.create({ id: call, values: { kind: 'call', subject: 'Offer', status: 'done', regardingIds: [must(ids[0], 'one')] } }),
    )
    const both: BulkChange = { field: 'regardingIds', how: 'add', value: ids }
    expect(valueOf(await engine.previewEdit([call], both))).toMatchObject({ changed: 1, from: [{ value: [ids[0]], count: 1 }] })
    expect(valueOf(await engine.editAll([call], both, JOB)).changed).toBe(1)
    expect(await field(engine, call, 'regardingIds')).toEqual(ids.toSorted())
    expect(valueOf(await engine.editAll([call], both, JOB)).changed).toBe(0)
  })
})

describe('U7 before anything is saved', () => {
  test('one sees how many change, from which values, and the first of them by name', async () => {
    const { engine, ids } = await companies(200, (at) => (at < 162 ? { rating: at < 90 ? 'warm' : 'hot' } : {}))
    const before = await commits(engine)
    expect(valueOf(await engine.previewEdit(ids, hot))).toEqual({
      records: 200,
      changed: 128,
      from: [
        { value: 'warm', count: 90 },
        { value: null, count: 38 },
      ],
      others: 0,
      names: ['Company 0', 'Company 1', 'Company 2'],
      titles: {},
    })
    expect(await commits(engine)).toBe(before)
  })

  test('of many different values the most frequent are named and the rest counted; references by their names', async () => {
    const { engine, ids, opened } = await companies(40, (at) => ({ industry: `Industry ${at % 8}` }))
    const retail = valueOf(await engine.previewEdit(ids, { field: 'industry', how: 'set', value: 'Retail' }))
    expect(retail.from).toHaveLength(5)
    expect(retail.others).toBe(15)
    const owner = valueOf(await engine.previewEdit(ids, { field: 'ownerId', how: 'empty', value: null }))
    expect(owner).toMatchObject({ changed: 40, from: [{ value: opened.memberId, count: 40 }], titles: { [opened.memberId]: 'Dao' } })
  })
})
