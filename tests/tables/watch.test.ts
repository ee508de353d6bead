import { describe, expect, test } from 'vitest'
import { intBelow, randomFrom } from '../../src/core/random.ts'
import type { View } from '../../src/tables/view.ts'
import { createWatches, type AnswerPatch, type Patch, type Watches } from '../../src/tables/watch.ts'
import { aBook, noon, type Book, type Held } from './book.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** A page that listens, and a clock that stands until it is moved. */
const aScreen = (book: Book) => {
  let time = 0
  const timers = new Set<Timer>()
  const patches: Patch[] = []
  const schedule = (run: () => void, delayMs: number) => {
    const timer = { at: time + delayMs, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }
  const watches = createWatches(book.queries, { now: () => time, schedule }, (patch) => void patches.push(patch))
  return {
    watches,
    /** What was posted since the last look. */
    posted: (): readonly Patch[] => patches.splice(0),
    pass: (ms: number): void => {
      const until = time + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        time = next.at
        next.run()
      }
      time = until
    },
    edit: (id: string, fields: Held, isOwn = false): void => watches.changed(book.change(id, fields), isOwn),
  }
}
const answers = (patches: readonly Patch[]): readonly AnswerPatch[] => patches.filter((patch) => 'rows' in patch)
const thb = (amount: number) => ({ amount, currency: 'THB' })
const window = { start: 0, count: 3, columns: ['name', 'amount'] }
const byName: View = { entity: 'deal', sort: [{ column: 'name' }], sums: ['amount'] }

const aDealBook = (): { book: Book; ids: readonly string[] } => {
  const book = aBook()
  const ids = book.putAll(
    'deal',
    ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, amount: thb(1) })),
  )
  return { book, ids }
}

describe('a watch', () => {
  test('answers at once, and then says only what differs', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    expect(posted()).toMatchObject([
      { watch: 1, version: 0, isWhole: true, total: 5, start: 0, rows: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
    ])
    edit(ids[1] ?? '', { amount: thb(10) })
    pass(100)
    expect(posted()).toMatchObject([
      { watch: 1, isWhole: false, total: 5, sums: { amount: { value: 14 } }, rows: [{ id: ids[1], amount: thb(10) }] },
    ])
    edit(ids[0] ?? '', { name: 'z' })
    pass(100)
    expect(posted()).toMatchObject([{ isWhole: true, rows: [{ name: 'b' }, { name: 'c' }, { name: 'd' }] }])
  })

  test('says nothing when what changed is none of its business', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    posted()
    edit(ids[0] ?? '', { nextStep: 'call' })
    watches.changed(book.change(book.put('company', { name: 'Acme' }), { name: 'Acme 2' }), false)
    pass(1_000)
    expect(posted()).toEqual([])
  })

  test('says nothing of a row off screen, unless the totals show it', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, { entity: 'deal', sort: [{ column: 'name' }] }, window)
    watches.watch(2, byName, window)
    posted()
    edit(ids[4] ?? '', { amount: thb(99) })
    pass(1_000)
    expect(posted()).toMatchObject([{ watch: 2, rows: [], sums: { amount: { value: 103 } } }])
  })

  test('says nothing when an edit leads back to the same answer', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    posted()
    edit(ids[0] ?? '', { amount: thb(7) })
    edit(ids[0] ?? '', { amount: thb(1) })
    pass(1_000)
    expect(posted()).toEqual([])
  })

  test('wakes for records that come, go or are thrown away, and for the name of what a row refers to', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    const acme = book.put('company', { name: 'Acme' })
    book.change(ids[0] ?? '', { companyId: acme })
    watches.watch(1, { entity: 'deal', sort: [{ column: 'name' }] }, { start: 0, count: 1, columns: ['companyId'] })
    expect(answers(posted())[0]?.rows).toEqual([{ id: ids[0], companyId: { id: acme, title: 'Acme' } }])
    edit(acme, { name: 'Zebra' })
    pass(100)
    expect(answers(posted())[0]?.rows).toEqual([{ id: ids[0], companyId: { id: acme, title: 'Zebra' } }])
    edit(ids[4] ?? '', { deletedAt: noon })
    pass(100)
    expect(posted()).toMatchObject([{ total: 4, rows: [] }])
    watches.changed(book.remove(ids[3] ?? ''), false)
    pass(100)
    expect(posted()).toMatchObject([{ total: 3 }])
  })

  test("posts the person's own edit in the next frame, teammates' at most ten times a second", () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    posted()
    pass(1_000)
    edit(ids[0] ?? '', { amount: thb(2) }, true)
    pass(0)
    expect(posted()).toHaveLength(1)
    edit(ids[0] ?? '', { amount: thb(3) })
    pass(99)
    expect(posted()).toHaveLength(0)
    edit(ids[0] ?? '', { amount: thb(4) }, true)
    pass(0)
    expect(posted()).toHaveLength(1)
    pass(1_000)
    expect(posted()).toHaveLength(0)
  })

  test('of six, each posts at most ten patches for a thousand edits of teammates', () => {
    const random = randomFrom(11)
    const book = aBook()
    const companies = book.putAll(
      'company',
      Array.from({ length: 20 }, (_, at) => ({ name: `company ${at}` })),
    )
    const ids = book.putAll(
      'deal',
      Array.from({ length: 1_000 }, (_, at) => ({ name: `deal ${at}`, amount: thb(at), companyId: companies[at % 20] })),
    )
    const { watches, posted, pass, edit } = aScreen(book)
    const views: readonly View[] = [
      byName,
      { entity: 'deal', group: 'companyId', sums: ['amount'] },
      { entity: 'deal', filter: { column: 'amount', op: 'above', value: 500 } },
      { entity: 'deal', sort: [{ column: 'updatedAt', descending: true }] },
      { entity: 'deal', search: 'deal 1' },
      { entity: 'company', sort: [{ column: 'name' }] },
    ]
    views.forEach((view, at) => watches.watch(at, view, window))
    posted()
    for (const id of ids) {
      edit(id, { amount: thb(intBelow(random, 1_000)), name: `deal ${intBelow(random, 10_000)}` })
      pass(0.6)
    }
    pass(1_000)
    const patches = answers(posted())
    views.forEach((view, at) => {
      const own = patches.filter(({ watch }) => watch === at)
      expect(own.length).toBeLessThanOrEqual(10)
      expect(own.length).toBeGreaterThan(at === 5 ? -1 : 4)
      const last = own.findLast(({ isWhole }) => isWhole)
      const expected = book.queries.query(view, window)
      if (last !== undefined) expect([at, own.at(-1)?.total, own.at(-1)?.sums]).toEqual([at, expected.total, expected.sums])
    })
  })

  test('follows the window, whose answers tell which one they are for', () => {
    const { book } = aDealBook()
    const { watches, posted, pass } = aScreen(book)
    watches.watch(1, byName, window)
    watches.setWindow(1, { ...window, start: 2 }, 1)
    watches.setWindow(1, { ...window, start: 0 }, 1)
    expect(answers(posted()).map(({ version, start }) => [version, start])).toEqual([
      [0, 0],
      [1, 2],
    ])
    pass(1_000)
    expect(posted()).toEqual([])
  })

  test('rests while its tab is hidden, and catches up once', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    watches.watch(2, { entity: 'company' }, window)
    posted()
    edit(ids[0] ?? '', { amount: thb(2) })
    watches.pause()
    pass(1_000)
    edit(ids[0] ?? '', { amount: thb(3) }, true)
    pass(1_000)
    expect(posted()).toEqual([])
    watches.resume()
    expect(posted()).toMatchObject([{ watch: 1, sums: { amount: { value: 7 } } }])
  })

  test('ends, even with a post under way', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watch(1, byName, window)
    posted()
    edit(ids[0] ?? '', { amount: thb(2) })
    watches.end(1)
    pass(1_000)
    edit(ids[0] ?? '', { amount: thb(3) })
    pass(1_000)
    expect(posted()).toEqual([])
  })

  test('of one record tells its page to read again, and no other', () => {
    const { book, ids } = aDealBook()
    const { watches, posted, pass, edit } = aScreen(book)
    watches.watchRecord(7, ids[0] ?? '')
    pass(1_000)
    edit(ids[1] ?? '', { nextStep: 'x' })
    pass(1_000)
    expect(posted()).toEqual([])
    edit(ids[0] ?? '', { nextStep: 'x' })
    edit(ids[0] ?? '', { nextStep: 'y' })
    pass(1_000)
    expect(posted()).toEqual([{ watch: 7, id: ids[0] }])
  })

  test('asks again when another day begins', () => {
    let today = '2026-03-01'
    const { book, watches, posted, pass } = ((): {
      book: Book
      watches: Watches
      posted: () => readonly Patch[]
      pass: (ms: number) => void
    } => {
      const made = aBook({ today: () => today })
      return { book: made, ...aScreen(made) }
    })()
    book.putAll('deal', [{ name: 'a', expectedCloseDate: '2026-03-01' }])
    watches.watch(1, { entity: 'deal', filter: { column: 'expectedCloseDate', op: 'within', value: 'overdue' } }, window)
    expect(posted()).toMatchObject([{ total: 0 }])
    today = '2026-03-02'
    watches.dayChanged()
    pass(100)
    expect(posted()).toMatchObject([{ total: 1 }])
  })
})
