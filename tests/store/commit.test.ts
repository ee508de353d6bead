import { beforeEach, describe, expect, test } from 'vitest'
import { intBelow, randomFrom } from '../../src/core/random.ts'
import { must, ok } from '../../src/core/result.ts'
import { company } from '../../src/domain/company/company.ts'
import type { Author } from '../../src/store/change.ts'
import { create } from '../../src/store/record.ts'
import { encodeState } from '../../src/store/state.ts'
import { aRef, add, authorOf, fieldsOf, set, stateOf, valueOf } from './companies.ts'
import { TEAM, createWorld, type World } from './world.ts'

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

  test('a tab that has not heard of an import of another one, and goes through all records, misses none', async () => {
    const world = await createWorld()
    const [a, b] = [await world.open(), await world.open()]
    valueOf(await a.store.writePacks({ spaceId: TEAM, entity: 'company', records: packed(40, authorOf(a.store)) }, 'import-1'))
    const replayed: string[] = []
    for await (const { records } of b.store.since(0)) replayed.push(...records.map(({ ref }) => ref.id))
    expect(replayed).toHaveLength(40)
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
