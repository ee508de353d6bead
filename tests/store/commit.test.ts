import { beforeEach, describe, expect, test } from 'vitest'
import { clockSource } from '../../src/core/clock.ts'
import { newId } from '../../src/core/ids.ts'
import { intBelow, randomFrom } from '../../src/core/random.ts'
import { must, ok } from '../../src/core/result.ts'
import { company } from '../../src/domain/company/company.ts'
import { entityNamed } from '../../src/domain/entities.ts'
import type { Author } from '../../src/store/change.ts'
import { refOf } from '../../src/store/directory.ts'
import { edit } from '../../src/store/document.ts'
import { create, read } from '../../src/store/record.ts'
import { encodeState, type State } from '../../src/store/state.ts'
import type { Store } from '../../src/store/store.ts'
import { NOON, TEAM, createWorld, type World } from './world.ts'

const random = randomFrom(11)
const authorOf = (store: Store): Author => ({ writer: store.slot.writer, clock: clockSource(() => NOON, store.slot.lastClock) })
const aRef = () => refOf(TEAM, newId('company', NOON, random), intBelow(random, 2 ** 32))
const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(String(result.error))
  return result.value
}

const add = async (store: Store, author: Author, ref: ReturnType<typeof aRef>, name: string) =>
  valueOf(
    await store.commit(() => {
      const { state, update, history, clock } = valueOf(create(company, { name }, ref.bucket, author))
      return Promise.resolve(ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock }))
    }),
  )
const set = async (store: Store, author: Author, ref: ReturnType<typeof aRef>, path: string, value: unknown) =>
  valueOf(
    await store.commit(async (look) => {
      const before = must(await look.state(ref), ref.id)
      const { state, update, history, clock } = valueOf(edit(company, before, [{ path, value }], author))
      return ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock })
    }),
  )
const fieldsOf = (state: State | undefined) => read(must(entityNamed('company'), 'company'), must(state, 'state')).fields
const stateOf = async (store: Store, ref: ReturnType<typeof aRef>) => (await store.states([ref])).get(ref.id)

describe('commit', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
  })

  test('what was committed is there after the tab is gone, with its outbox row', async () => {
    const ref = aRef()
    const { store } = await world.open()
    await add(store, authorOf(store), ref, 'ACME')
    store.close()
    const again = await world.open()
    expect(fieldsOf(await stateOf(again.store, ref))).toMatchObject({ name: 'ACME' })
    expect(await again.database.outbox.count()).toBe(1)
  })

  test('nothing of a customer lies readable in the database', async () => {
    const ref = aRef()
    const { store, database } = await world.open()
    await add(store, authorOf(store), ref, 'Planted GmbH')
    await (await store.drafts()).save('form', new TextEncoder().encode('Planted draft'))
    const rows = await Promise.all(database.tables.map((table) => table.toArray() as Promise<unknown[]>))
    const bytes = JSON.stringify(rows.flat(), (_, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
    )
    expect(bytes).not.toContain('Planted')
  })

  test(
    'two tabs with slow crypto and no locks edit twenty records five hundred times each and lose nothing',
    { timeout: 120_000 },
    async () => {
      const tabs = [
        await world.open({ delay: randomFrom(1), isLocked: false }),
        await world.open({ delay: randomFrom(2), isLocked: false }),
      ]
      const [one, two] = tabs.map(({ store }) => store)
      const refs = Array.from({ length: 20 }, aRef)
      const first = must(one, 'tab')
      const author = authorOf(first)
      for (const ref of refs) await add(first, author, ref, 'start')
      expect(must(two, 'tab').slot.writer).not.toBe(first.slot.writer)
      const expected = new Map<string, string>()
      const work = tabs.map(async ({ store }, tab) => {
        const own = authorOf(store)
        const chance = randomFrom(tab + 5)
        for (let i = 0; i < 500; i += 1) {
          const ref = must(refs[intBelow(chance, refs.length)], 'ref')
          const path = tab === 0 ? 'industry' : 'code'
          await set(store, own, ref, path, `${tab}-${i}`)
          expected.set(`${ref.id}/${path}`, `${tab}-${i}`)
        }
      })
      await Promise.all(work)
      for (const ref of refs) {
        const fields = fieldsOf(await stateOf(first, ref))
        expect(fields['industry']).toBe(expected.get(`${ref.id}/industry`) ?? null)
        expect(fields['code']).toBe(expected.get(`${ref.id}/code`) ?? null)
      }
      expect(await first.lastCommit()).toBe(1_020)
    },
  )

  test('a draft goes with the commit that makes it good', async () => {
    const { store } = await world.open()
    await (await store.drafts()).save('new-company', new TextEncoder().encode('ACM'))
    const ref = aRef()
    const author = authorOf(store)
    await store.commit(() => {
      const { state, update, history, clock } = valueOf(create(company, { name: 'ACME' }, ref.bucket, author))
      return Promise.resolve(ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock, draft: 'new-company' }))
    })
    expect(await (await store.drafts()).load('new-company')).toBeNull()
  })
})

describe('packs', () => {
  const packed = (count: number, author: Author) =>
    Array.from({ length: count }, (_, i) => {
      const ref = aRef()
      return {
        ref,
        id: ref.id,
        bucket: ref.bucket,
        body: encodeState(valueOf(create(company, { name: `Company ${i}` }, ref.bucket, author)).state),
      }
    }).sort((a, b) => a.bucket - b.bucket)

  test('an import is read, edited and replayed like any other record', async () => {
    const world = await createWorld()
    const { store } = await world.open()
    const author = authorOf(store)
    const records = packed(1_300, author)
    valueOf(await store.writePacks({ spaceId: TEAM, entity: 'company', records }, 'import-1'))
    const { ref } = must(records[700], 'record')
    expect(fieldsOf(await stateOf(store, ref))['name']).toMatch(/^Company/)
    await set(store, author, ref, 'name', 'Renamed')
    expect(fieldsOf(await stateOf(store, ref))['name']).toBe('Renamed')
    const seen = new Map<string, number>()
    for await (const { records } of store.since(0)) for (const { ref } of records) seen.set(ref.id, (seen.get(ref.id) ?? 0) + 1)
    expect(seen.size).toBe(1_300)
    expect(seen.get(ref.id)).toBe(2)
  })

  test('an import taken back leaves what somebody edited since', async () => {
    const world = await createWorld()
    const { store } = await world.open()
    const author = authorOf(store)
    const records = packed(600, author)
    valueOf(await store.writePacks({ spaceId: TEAM, entity: 'company', records }, 'import-1'))
    const { ref } = must(records[3], 'record')
    await set(store, author, ref, 'name', 'Kept')
    expect((await store.removeImport('import-1')).ids).toHaveLength(600)
    expect(fieldsOf(await stateOf(store, ref))['name']).toBe('Kept')
    expect(await stateOf(store, must(records[4], 'record').ref)).toBeUndefined()
  })

  test('idle time folds loose records into packs, and only those that the column cache has seen', async () => {
    const world = await createWorld()
    const { store, database } = await world.open()
    const author = authorOf(store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const [i, ref] of refs.entries()) await add(store, author, ref, `Company ${i}`)
    expect(await store.fold()).toBe(0)
    await store.columns.replace(new Map(), { n: await store.lastCommit(), generation: 'g' })
    expect(await store.fold()).toBe(300)
    expect(await database.records.count()).toBe(0)
    for (const [i, ref] of refs.entries()) expect(fieldsOf(await stateOf(store, ref))['name']).toBe(`Company ${i}`)
    const replayed = []
    for await (const { records } of store.since((await store.columns.mark())?.n ?? 0)) replayed.push(...records)
    expect(replayed).toHaveLength(0)
  })

  test('an edit in a tab that has not heard of a fold keeps what was folded', async () => {
    const world = await createWorld()
    const a = await world.open()
    const author = authorOf(a.store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const ref of refs) await add(a.store, author, ref, 'start')
    await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
    expect(await a.store.fold()).toBe(300)
    const b = await world.open()
    const ref = must(refs[0], 'ref')
    // Other records of the same packs, so that the next fold makes those packs anew.
    for (const each of refs) await set(a.store, author, each, 'code', 'A')
    await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
    expect(await a.store.fold()).toBe(300)
    expect(fieldsOf(await stateOf(b.store, ref))).toMatchObject({ code: 'A' })
    await set(b.store, authorOf(b.store), ref, 'taxId', 'B')
    expect(fieldsOf(await stateOf(b.store, ref))).toMatchObject({ name: 'start', code: 'A', taxId: 'B' })
    expect(fieldsOf(await stateOf(a.store, ref))).toMatchObject({ name: 'start', code: 'A', taxId: 'B' })
  })

  test('a tab that has not heard of a fold, and goes through all records, misses none', async () => {
    const world = await createWorld()
    const [a, b] = [await world.open(), await world.open()]
    const author = authorOf(a.store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const ref of refs) await add(a.store, author, ref, 'start')
    await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
    expect(await a.store.fold()).toBe(300)
    const replayed: string[] = []
    for await (const { records } of b.store.since(0)) replayed.push(...records.map(({ ref }) => ref.id))
    expect(replayed.sort()).toEqual(refs.map(({ id }) => id).sort())
  })

  test('a tab that has not heard of an import of another one, and goes through all records, misses none', async () => {
    const world = await createWorld()
    const [a, b] = [await world.open(), await world.open()]
    valueOf(await a.store.writePacks({ spaceId: TEAM, entity: 'company', records: packed(40, authorOf(a.store)) }, 'import-1'))
    const replayed: string[] = []
    for await (const { records } of b.store.since(0)) replayed.push(...records.map(({ ref }) => ref.id))
    expect(replayed).toHaveLength(40)
  })

  test('a commit that began before another tab folded is computed again and keeps both edits', async () => {
    const world = await createWorld()
    const [a, b] = [await world.open({ isLocked: false }), await world.open({ isLocked: false })]
    const author = authorOf(a.store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const ref of refs) await add(a.store, author, ref, 'start')
    const ref = must(refs[0], 'ref')
    let tries = 0
    const late = b.store.commit(async (look) => {
      tries += 1
      const before = must(await look.state(ref), 'state')
      if (tries === 1) {
        await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
        expect(await a.store.fold()).toBe(300)
      }
      const { state, update, history, clock } = valueOf(edit(company, before, [{ path: 'code', value: 'B' }], authorOf(b.store)))
      return ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock })
    })
    valueOf(await late)
    expect(tries).toBe(2)
    expect(fieldsOf(await stateOf(b.store, ref))).toMatchObject({ name: 'start', code: 'B' })
  })

  test('altered pack bytes are set aside and said, and the commit that needs them is refused', async () => {
    const world = await createWorld()
    const { store, database } = await world.open()
    const author = authorOf(store)
    const records = packed(40, author)
    valueOf(await store.writePacks({ spaceId: TEAM, entity: 'company', records }, null))
    const [row] = await database.packBytes.toArray()
    const { id, bytes } = must(row, 'pack')
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1
    await database.packBytes.put({ id, bytes })
    const { ref } = must(records[0], 'record')
    const refused = await store.commit(async (look) => {
      await look.state(ref)
      return ok({ writes: [], lastClock: 0 })
    })
    expect(refused).toEqual({ ok: false, error: 'unreadable' })
    expect(await store.quarantine.list()).toMatchObject([{ key: `packs/${id}` }])
  })
})
