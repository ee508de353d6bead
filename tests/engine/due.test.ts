import { describe, expect, test } from 'vitest'
import { createJournal } from '../../src/core/journal.ts'
import { timedRules } from '../../src/domain/rules/timedrules.ts'
import type { TimedRule } from '../../src/domain/rules/timed.ts'
import { must } from '../../src/core/result.ts'
import { refById } from '../../src/engine/session.ts'
import { derivedEdit } from '../../src/store/derived.ts'
import { readWhole } from '../../src/store/document.ts'
import type { State } from '../../src/store/state.ts'
import { openDue } from '../../src/engine/due.ts'
import type { OpenBook } from '../../src/engine/openbook.ts'
import { add, bookIn } from './books.ts'
import { createProfile, NOON, startedIn, type Profile } from './profile.ts'
import { problemOf, valueOf } from './wanted.ts'

/** A company that nobody named an industry of has one after a minute, and one note of it is made. */
const ruled = (seen: string[] = []): TimedRule => ({
  name: 'namedIndustry',
  asks: [['company', ['name', 'industry']]],
  due: ({ having, value, me }) => {
    seen.push(me)
    return having('company', ['name'])
      .filter((id) => value(id, 'industry') === null)
      .flatMap((id) => [
        { kind: 'edit', id, changes: [{ path: 'industry', value: 'tea' }], at: NOON },
        { kind: 'derive', entity: 'contact', from: `care:${id}`, at: NOON, values: { name: { family: 'Care' }, companyId: id } },
      ])
  },
})
const dueIn = (
  book: OpenBook,
  profile: Profile,
  rules: readonly TimedRule[],
  journal = createJournal(() => NOON),
  relayAhead: number | null = 0,
) =>
  openDue({
    session: { ...book.session, relayAhead: () => relayAhead },
    index: book.index,
    queries: () => book.answering().queries,
    journal,
    locks: profile.platform().locks,
    mayWrite: book.mayWrite,
    rules,
  })
const stateIn = async (book: OpenBook, id: string): Promise<State> =>
  must((await book.session.store.states([must(refById(book.session, id), 'a place')])).get(id), 'a state')
const count = async (book: OpenBook, entity: string) => {
  const view = { entity }
  await book.answering().ensure(view, { start: 0, count: 1 })
  return book.answering().queries.query(view, { start: 0, count: 1 }).total
}

describe('S37 what is due is done by itself', () => {
  test('once, by more than one commit where there is much, and as no step of the person’s', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const writer = await book.writer()
    await writer.act({
      creates: Array.from({ length: 250 }, (_, i) => ({ id: profile.makeId('company'), values: { name: `Tea ${i}` } })),
      edits: [],
    })
    const steps = book.steps.keep({ created: [], edits: [] })
    const due = dueIn(book, profile, [ruled()])
    await due.look()
    await due.look()
    expect(await count(book, 'contact')).toBe(250)
    expect(book.steps.keep({ created: [], edits: [] })).toBe(steps + 1)
    due.stop()
    book.close()
  })

  test('by one tab at a time, and by the next one when that is closed', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const [{ book }, { book: other }] = [await bookIn(profile), await bookIn(profile)]
    const [seen, seenByOther]: [string[], string[]] = [[], []]
    const [first, second] = [dueIn(book, profile, [ruled(seen)]), dueIn(other, profile, [ruled(seenByOther)])]
    await expect.poll(() => seen.length).toBe(1)
    expect(seenByOther).toHaveLength(0)
    first.stop()
    await expect.poll(() => seenByOther.length).toBe(1)
    second.stop()
    book.close()
    other.close()
  })

  test('whatever fails of it is noted, and the rest is done', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    await add(book, profile, 'Lotus')
    const journal = createJournal(() => NOON)
    const failing: TimedRule = {
      name: 'failing',
      asks: [],
      due: () => {
        throw new TypeError('no')
      },
    }
    const due = dueIn(book, profile, [failing, ruled()], journal)
    await due.look()
    expect(await count(book, 'contact')).toBe(1)
    expect(journal.entries().map(({ code, detail }) => `${code} ${detail}`)).toContain('due.failed failing TypeError')
    due.stop()
    book.close()
  })
})

describe('U14 the trash is emptied', () => {
  test('but what came back in time stays, with those who had thrown it away not knowing that', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const id = await add(book, profile, 'Lotus Tea', { code: 'LT-1', description: 'Asks for samples' })
    const [at, company] = [NOON - 1_000, must(book.session.entity('company'), 'companies')]
    const mark = await derivedEdit(id, company, await stateIn(book, id), [{ path: 'purgedAt', value: at }], at)
    await profile.rewriteState(book, id, () => must(mark?.ok ? mark.value.state : null, 'a mark'))
    await book.index.catchUp()
    const due = dueIn(book, profile, timedRules)
    await due.look()
    expect(readWhole(company, await stateIn(book, id)).fields).toMatchObject({
      name: 'Lotus Tea',
      code: 'LT-1',
      description: 'Asks for samples',
      purgedAt: null,
      deletedAt: null,
    })
    due.stop()
    book.close()
  })

  const DAY = 86_400_000
  const inTrash = (book: OpenBook) => book.session.tables.rows('company').live.filter((life) => life === 2).length

  test('after ninety days of the workspace’s calendar, for good: a search finds nothing, and nothing is there to be put back', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const id = profile.makeId('company')
    valueOf(await engine.create({ id, values: { name: 'Lotus Tea', code: 'LT-1', description: 'Asks for samples' } }))
    valueOf(await engine.trash([id]))
    const { book } = await bookIn(profile)
    const due = dueIn(book, profile, timedRules)
    profile.advance(89 * DAY + 4 * 3_600_000) // the last evening in Bangkok
    await due.look()
    expect(inTrash(book)).toBe(1)
    due.stop()
    profile.advance(3_600_000)
    // A clock that nobody bears out, or that is a day off, throws nothing away: for everyone it would be gone.
    for (const ahead of [null, DAY, -DAY]) {
      const unsure = dueIn(book, profile, timedRules, undefined, ahead)
      await unsure.look()
      unsure.stop()
      expect(inTrash(book)).toBe(1)
    }
    const sure = dueIn(book, profile, timedRules)
    await sure.look()
    expect(inTrash(book)).toBe(0)
    sure.stop()
    book.close()

    const later = profile.tab()
    valueOf(await later.open(valueOf(await later.held())[0]?.id ?? ''))
    expect((await later.query({ entity: 'company', trash: true }, { start: 0, count: 1 })).total).toBe(0)
    expect(await later.search('Lotus', 5)).toEqual([])
    expect(await later.record(id)).toBeNull()
    expect(problemOf(await later.restore([id]))).toEqual({ code: 'gone' })
  })
})
