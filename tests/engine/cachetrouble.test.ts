import { describe, expect, test } from 'vitest'
import type { View } from '../../src/tables/view.ts'
import { add, bookIn, namesIn } from './books.ts'
import { NOON, createProfile, startedIn } from './profile.ts'
import { valueOf } from './wanted.ts'

describe('a column cache that is of no use', () => {
  test('costs a rebuild where a blob is damaged, and nothing else', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    for (let i = 0; i < 30; i += 1) await add(book, profile, `Company ${i}`, { industry: 'Food' })
    await book.index.whole()
    await book.index.save()
    book.close()
    await profile.spoil('columns', (key) => key.startsWith('company/industry'))
    const { book: next, journal } = await bookIn(profile)
    const view = { entity: 'company', filter: { column: 'industry', op: 'is' as const, value: 'Food' } }
    await next.answering().ensure(view, { start: 0, count: 1 })
    expect(next.answering().queries.query(view, { start: 0, count: 1 }).total).toBe(30)
    expect(journal.entries()).toContainEqual(expect.objectContaining({ code: 'index.rebuild', detail: 'company' }))

    // And only once.
    await next.index.whole()
    expect(await next.index.save()).toBeGreaterThan(0)
    next.close()
    const { book: later, journal: quietly } = await bookIn(profile)
    await later.answering().ensure(view, { start: 0, count: 1 })
    expect(later.answering().queries.query(view, { start: 0, count: 1 }).total).toBe(30)
    expect(quietly.entries().map(({ code }) => code)).not.toContain('index.rebuild')
  })

  test('costs no more where records name others that were not read yet', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const contactId = profile.makeId('contact')
    valueOf(await engine.create({ id: contactId, values: { name: { family: 'Dee', given: 'Mana' } } }))
    const values = { number: 'SO-1', contactId, status: 'draft', orderedAt: NOON, currency: 'THB' }
    valueOf(await engine.create({ id: profile.makeId('order'), values }))
    const { book } = await bookIn(profile)
    await book.index.whole()
    await book.index.save()
    book.close()
    await profile.spoil('columns', (key) => key.startsWith('order/number'))
    const { book: next } = await bookIn(profile)
    const [view, window]: [View, { start: number; count: number; columns: string[] }] = [
      { entity: 'order', filter: { column: 'number', op: 'is', value: 'SO-1' } },
      { start: 0, count: 1, columns: ['number'] },
    ]
    await next.answering().ensure(view, window)
    expect(next.answering().queries.query(view, window).total).toBe(1)
    expect(await namesIn(next)).toEqual([])
  })

  test('is never written: two writings at once, with records coming in between, leave all of it at one commit', async () => {
    const profile = createProfile()
    await startedIn(profile)
    let isHeld = false
    let go: () => void = () => undefined
    const pause = () => (isHeld ? new Promise<void>((resolve) => (go = resolve)) : new Promise<void>((resolve) => setImmediate(resolve)))
    const { book } = await bookIn(profile, { pause })
    await book.index.whole()
    await book.index.save()
    await add(book, profile, 'Siam Beans')
    isHeld = true
    const first = book.index.save()
    await new Promise((resolve) => setTimeout(resolve, 50))
    isHeld = false
    await add(book, profile, 'Chiang Mai Tea')
    const second = book.index.save()
    await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 200))])
    go()
    await Promise.all([first, second])
    book.close()
    const { book: next, journal } = await bookIn(profile)
    await next.index.whole()
    expect(await namesIn(next)).toEqual(['Chiang Mai Tea', 'Siam Beans'])
    expect(journal.entries().map(({ code }) => code)).not.toContain('index.rebuild')
  })
})
