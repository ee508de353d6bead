import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { createLoader } from '../../src/engine/loader.ts'
import type { OpenBook } from '../../src/engine/openbook.ts'
import { must } from '../../src/core/result.ts'
import { add, bookIn, namesIn, notices } from './books.ts'
import { addressBook, fileOf, imported } from './files.ts'
import { NOON, createProfile, startedIn } from './profile.ts'
import { valueOf } from './wanted.ts'

describe('the column cache', () => {
  test('brings back what it saved, and replays only what came after', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    await add(book, profile, 'Before')
    await book.index.whole()
    expect(await book.index.save()).toBeGreaterThan(0)
    await add(book, profile, 'After')
    book.close()
    const { book: next, journal } = await bookIn(profile)
    expect(await namesIn(next)).toEqual(['After', 'Before'])
    expect(journal.entries().map(({ code }) => code)).not.toContain('index.rebuild')
  })

  test('opened cold at a record’s own address names what the record and its lines point to', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const [contactId, productId, orderId] = [profile.makeId('contact'), profile.makeId('product'), profile.makeId('order')]
    valueOf(await engine.create({ id: contactId, values: { name: { family: 'Dee', given: 'Mana' } } }))
    valueOf(await engine.create({ id: productId, values: { name: 'House blend' } }))
    const line = { id: 'l1', order: 'a0', productId, name: 'Blend', qty: 1, unitPrice: { digits: 100, scale: 2, currency: 'THB' } }
    const values = { number: 'SO-1', contactId, status: 'draft', orderedAt: NOON, currency: 'THB', lines: [line] }
    valueOf(await engine.create({ id: orderId, values }))
    const { book } = await bookIn(profile)
    await book.index.whole()
    await book.index.save()
    book.close()

    const cold = profile.tab()
    valueOf(await cold.open(opened.id))
    expect((await cold.record(orderId))?.titles).toMatchObject({ [contactId]: 'Mana Dee', [productId]: 'House blend' })
  })

  test('knows after a start what an open list names, and the rest before it writes', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const [companyId, contactId] = [profile.makeId('company'), profile.makeId('contact')]
    valueOf(await engine.create({ id: companyId, values: { name: 'Baan Kafe' } }))
    const { book } = await bookIn(profile)
    await book.index.whole()
    await book.index.save()
    book.close()

    const { book: next } = await bookIn(profile)
    await namesIn(next)
    expect(next.session.tables.missing('company')).not.toContain('$rows')
    expect(next.session.tables.missing('activity')).toContain('$rows')
    next.close()

    const cold = profile.tab()
    valueOf(await cold.open(opened.id))
    valueOf(await cold.edit([{ id: companyId, changes: [{ path: 'name', value: 'Baan Kafe 2' }] }]))
    valueOf(await cold.create({ id: contactId, values: { name: { family: 'Dee', given: 'Mana' }, companyId } }))
    expect((await cold.record(companyId))?.fields['name']).toBe('Baan Kafe 2')
    expect((await cold.record(contactId))?.titles[companyId]).toBe('Baan Kafe 2')
  })

  test('keeps how names sort for the next start, and believes it only in the same browser', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    await book.index.rows()
    const loader = createLoader(book.session, null)
    for (let at = 0; at < 1_200; at += 1) {
      const fields = { name: `Company ${(at * 7_919) % 1_200}` }
      valueOf(await loader.add({ entity: 'company', id: profile.makeId('company'), fields }))
    }
    valueOf(await loader.finish())
    const wanted = await namesIn(book)
    await book.index.whole()
    await book.index.save()
    await book.answering().ranking.save()
    book.close()

    const isRanked = async ({ answering }: OpenBook): Promise<boolean> => {
      const { queries, ensure } = answering()
      await ensure({ entity: 'company', sort: [{ column: 'name' }] }, { start: 0, count: 1 })
      return queries.orders.texts('name', 'company')?.rank() !== null
    }
    const { book: same } = await bookIn(profile)
    expect(await isRanked(same)).toBe(true)
    expect(await namesIn(same)).toEqual(wanted)
    same.close()
    const { book: other } = await bookIn(profile, { collating: 'another version' })
    expect(await isRanked(other)).toBe(false)
    expect(await namesIn(other)).toEqual(wanted)
  })

  test('of two tabs that number their rows apart never mixes their blobs', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book: one } = await bookIn(profile)
    const { book: two } = await bookIn(profile)
    await Promise.all([one.index.whole(), two.index.whole()])
    await Promise.all(Array.from({ length: 10 }, (_, i) => add(i % 2 === 0 ? one : two, profile, `Company ${i}`)))
    await Promise.all([one.index.catchUp(), two.index.catchUp()])
    await one.index.save()
    await add(two, profile, 'Late')
    await two.index.save()
    await two.index.save()
    one.close()
    two.close()
    const { book: next } = await bookIn(profile)
    expect(await namesIn(next)).toEqual([...Array.from({ length: 10 }, (_, i) => `Company ${i}`), 'Late'])
  })

  test('shows nothing of an import that another tab took back, though it was saved in that very moment', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const { importId } = await imported(engine, fileOf(addressBook(300)))
    const { book: other } = await bookIn(profile)
    await other.index.whole()
    const before = await namesIn(other)
    expect(before.length).toBeGreaterThan(0)
    await add(other, profile, 'Stays')
    const undone = await engine.undoImport(must(importId, 'an import'))
    expect(undone.removed).toBeGreaterThan(before.length)
    // Still as it was: the other tab has not been told.
    await other.index.save()
    await other.index.save()
    const { book: started } = await bookIn(profile)
    expect(await namesIn(started)).toEqual(['Stays'])

    await other.index.catchUp()
    expect(await namesIn(other)).toEqual(['Stays'])
    await other.index.save()
    other.close()
    started.close()
    const { book: next } = await bookIn(profile)
    expect(await namesIn(next)).toEqual(['Stays'])
  })

  test('after folds, edits and saves in any order every tab shows the same', { timeout: 60_000 }, async () => {
    const profile = createProfile(7)
    await startedIn(profile)
    let { book } = await bookIn(profile)
    const chance = randomFrom(7)
    const expected = new Map<string, string>()
    for (let step = 0; step < 700; step += 1) {
      const ids = [...expected.keys()]
      const known = ids[Math.floor(chance() * ids.length)]
      if (known === undefined || chance() < 0.55) expected.set(await add(book, profile, `New ${step}`), `New ${step}`)
      else {
        valueOf(await (await book.writer()).edit([{ id: known, changes: [{ path: 'name', value: `Edited ${step}` }] }]))
        expected.set(known, `Edited ${step}`)
      }
      if (step % 97 === 0) {
        await book.index.whole()
        await book.index.save()
        await book.session.store.fold(book.session.pause)
      }
      if (step % 211 === 210) {
        book.close()
        book = (await bookIn(profile)).book
      }
    }
    expect(await namesIn(book)).toEqual([...expected.values()].sort(new Intl.Collator('en', { numeric: true }).compare))
    expect((await book.session.store.counts())['packs']).toBeGreaterThan(0)
  })
})

describe('bad days', () => {
  test('a record that a newer app wrote is shown, not edited, and kept as it is', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const id = await add(book, profile, 'Future Ltd')
    await profile.rewriteState(book, id, (state) => ({ ...state, version: 99 }))
    const refused = await (await book.writer()).edit([{ id, changes: [{ path: 'name', value: 'Past Ltd' }] }])
    expect(refused).toEqual({ ok: false, error: { code: 'newerApp' } })
    expect(await namesIn(book)).toEqual(['Future Ltd'])
  })

  test('a record whose bytes rot is set aside and said; the others open', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const id = await add(book, profile, 'Rotten')
    await add(book, profile, 'Sound')
    book.close()
    await profile.spoil('records', (key) => key.endsWith(id))
    const { book: next } = await bookIn(profile)
    expect(await namesIn(next)).toEqual(['Sound'])
    expect(await next.session.store.quarantine.list()).toMatchObject([{ reason: 'unsealable' }])
  })

  test('a clock that was set back hours loses no edit', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const id = await add(book, profile, 'First')
    profile.advance(-5 * 3_600_000)
    valueOf(await (await book.writer()).edit([{ id, changes: [{ path: 'name', value: 'Second' }] }]))
    book.close()
    const { book: next } = await bookIn(profile)
    valueOf(await (await next.writer()).edit([{ id, changes: [{ path: 'name', value: 'Third' }] }]))
    expect(await namesIn(next)).toEqual(['Third'])
    expect(notices).toContainEqual({ code: 'clockOff', hours: 5 })
  })

  test('a browser that stores nothing says so', async () => {
    const profile = createProfile()
    const { indexedDB } = profile.platform()
    const engine = profile.tab({ indexedDB: Object.assign(Object.create(indexedDB) as IDBFactory, { open: refuse }) })
    expect(await engine.held()).toEqual({ ok: false, error: 'storageRefused' })
  })
})

const refuse = (): never => {
  throw new DOMException('denied', 'SecurityError')
}
