import { describe, expect, test } from 'vitest'
import { must, ok } from '../../src/core/result.ts'
import { company } from '../../src/domain/company/company.ts'
import { edit } from '../../src/store/document.ts'
import { create } from '../../src/store/record.ts'
import { aRef, add, authorOf, fieldsOf, set, stateOf, valueOf } from './companies.ts'
import { createWorld } from './world.ts'

const atOnce = () => Promise.resolve()

describe('a fold', () => {
  test('moves loose records into packs, and only those that the column cache has seen', async () => {
    const world = await createWorld()
    const { store, database } = await world.open()
    const author = authorOf(store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const [i, ref] of refs.entries()) await add(store, author, ref, `Company ${i}`)
    expect(await store.fold(atOnce)).toBe(0)
    await store.columns.replace(new Map(), { n: await store.lastCommit(), generation: 'g' })
    expect(await store.fold(atOnce)).toBe(300)
    expect(await database.records.count()).toBe(0)
    for (const [i, ref] of refs.entries()) expect(fieldsOf(await stateOf(store, ref))['name']).toBe(`Company ${i}`)
    const replayed = []
    for await (const { records } of store.since((await store.columns.mark())?.n ?? 0)) replayed.push(...records)
    expect(replayed).toHaveLength(0)
  })

  test('lets whatever waits go first, and leaves alone what is edited meanwhile', async () => {
    const world = await createWorld()
    const { store } = await world.open()
    const author = authorOf(store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const ref of refs) await add(store, author, ref, 'start')
    await store.columns.replace(new Map(), { n: await store.lastCommit(), generation: 'g' })
    const ref = must(refs[0], 'ref')
    let pauses = 0
    const editing = async () => {
      pauses += 1
      if (pauses === 5) await set(store, author, ref, 'code', 'B')
    }
    expect(await store.fold(editing)).toBe(0)
    expect(pauses).toBeGreaterThan(9)
    expect(fieldsOf(await stateOf(store, ref))).toMatchObject({ name: 'start', code: 'B' })
    await store.columns.replace(new Map(), { n: await store.lastCommit(), generation: 'g' })
    expect(await store.fold(atOnce)).toBe(300)
    expect(fieldsOf(await stateOf(store, ref))).toMatchObject({ name: 'start', code: 'B' })
  })

  test('of many moves them some at a time', async () => {
    const world = await createWorld()
    const { store, database } = await world.open()
    const author = authorOf(store)
    const refs = Array.from({ length: 2_400 }, aRef)
    valueOf(
      await store.commit(() => {
        const writes = refs.map((ref, i) => {
          const { state, update, history } = valueOf(create(company, { name: `Company ${i}` }, ref.bucket, author))
          return { ref, state, delta: { update, history } }
        })
        return Promise.resolve(ok({ writes, lastClock: 0 }))
      }),
    )
    await store.columns.replace(new Map(), { n: await store.lastCommit(), generation: 'g' })
    const standing: number[] = []
    expect(await store.fold(async () => void standing.push(await database.records.count()))).toBe(2_400)
    expect(new Set(standing)).toEqual(new Set([2_400, 1_376, 352]))
    const states = await store.states(refs)
    expect(refs.map(({ id }) => fieldsOf(states.get(id))['name'])).toEqual(refs.map((_, i) => `Company ${i}`))
  })

  test('an edit in a tab that has not heard of a fold keeps what was folded', async () => {
    const world = await createWorld()
    const a = await world.open()
    const author = authorOf(a.store)
    const refs = Array.from({ length: 300 }, aRef)
    for (const ref of refs) await add(a.store, author, ref, 'start')
    await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
    expect(await a.store.fold(atOnce)).toBe(300)
    const b = await world.open()
    const ref = must(refs[0], 'ref')
    // Other records of the same packs, so that the next fold makes those packs anew.
    for (const each of refs) await set(a.store, author, each, 'code', 'A')
    await a.store.columns.replace(new Map(), { n: await a.store.lastCommit(), generation: 'g' })
    expect(await a.store.fold(atOnce)).toBe(300)
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
    expect(await a.store.fold(atOnce)).toBe(300)
    const replayed: string[] = []
    for await (const { records } of b.store.since(0)) replayed.push(...records.map(({ ref }) => ref.id))
    expect(replayed.sort()).toEqual(refs.map(({ id }) => id).sort())
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
        expect(await a.store.fold(atOnce)).toBe(300)
      }
      const { state, update, history, clock } = valueOf(edit(company, before, [{ path: 'code', value: 'B' }], authorOf(b.store)))
      return ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock })
    })
    valueOf(await late)
    expect(tries).toBe(2)
    expect(fieldsOf(await stateOf(b.store, ref))).toMatchObject({ name: 'start', code: 'B' })
  })
})
