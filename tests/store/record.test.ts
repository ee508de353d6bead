import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockAt, clockSource } from '../../src/core/clock.ts'
import { must } from '../../src/core/result.ts'
import { contact } from '../../src/domain/contact/contact.ts'
import type { Change } from '../../src/domain/change.ts'
import type { Author } from '../../src/store/change.ts'
import { edit, merge, mergeStates, readWhole } from '../../src/store/document.ts'
import { read } from '../../src/store/read.ts'
import { create, type Delta } from '../../src/store/record.ts'
import { conflictAt } from '../../src/store/registers.ts'
import { decodeState, encodeState, type State } from '../../src/store/state.ts'
import { compact } from '../../src/store/texts.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const author = (writer: number, now = () => NOON): Author => ({ writer, clock: clockSource(now) })
const valueOf = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('refused')
  return result.value
}
const somchai = {
  name: { family: 'ศรีสุวรรณ', given: 'สมชาย' },
  phones: [{ id: 'p1', order: 'a', value: '+66812345678', kind: 'mobile' }],
  interests: ['golf'],
}
const aContact = (by: Author = author(1)) => valueOf(create(contact, somchai, 7, by))
const change = (state: State, by: Author, ...changes: Change[]) => valueOf(edit(contact, state, changes, by))
const fieldsOf = (state: State) => readWhole(contact, state).fields
const registerAt = (state: State, path: string) => must(read(contact, state).registers.own.get(path), path)

describe('a record of one writer', () => {
  test('reads back as it was made, unset fields null or empty', () => {
    expect(fieldsOf(aContact().state)).toMatchObject({ ...somchai, companyId: null, emails: [], description: '' })
  })

  test('an edit sets what it names, clears with null, and keeps the rest', () => {
    const by = author(1)
    const made = aContact(by)
    const edited = change(
      made.state,
      by,
      { path: 'jobTitle', value: 'Buyer' },
      { path: 'interests/golf', value: false },
      { path: 'interests/tea', value: true },
    )
    expect(fieldsOf(edited.state)).toMatchObject({ jobTitle: 'Buyer', interests: ['tea'], name: somchai.name })
    expect(fieldsOf(change(edited.state, by, { path: 'jobTitle', value: null }).state)).toMatchObject({ jobTitle: null })
  })

  test('items arrive whole, are edited by field, move by their place and go by null', () => {
    const by = author(1)
    const made = aContact(by)
    const two = change(made.state, by, { path: 'phones/p2', value: { order: 'b', value: '+6621234567', kind: 'work' } })
    const moved = change(two.state, by, { path: 'phones/p1/order', value: 'c' }, { path: 'phones/p2/kind', value: 'home' })
    expect(fieldsOf(moved.state)['phones']).toMatchObject([
      { id: 'p2', value: '+6621234567', kind: 'home' },
      { id: 'p1', value: '+66812345678' },
    ])
    expect(fieldsOf(change(moved.state, by, { path: 'phones/p2', value: null }).state)['phones']).toMatchObject([{ id: 'p1' }])
  })

  test('five thousand edits of five fields stay a few hundred bytes', () => {
    const by = author(1)
    let { state } = aContact(by)
    for (let i = 0; i < 5_000; i += 1)
      state = change(state, by, {
        path: ['jobTitle', 'code', 'department', 'language', 'preferredHours'][i % 5] ?? '',
        value: `v${i % 10}`,
      }).state
    expect(compact(state.doc).length).toBeLessThan(450)
    expect(state.history).toHaveLength(100)
  })

  test('texts keep the words around the change', () => {
    const by = author(1)
    const first = change(aContact(by).state, by, { path: 'description', value: 'Likes green tea 🍵' })
    const second = change(first.state, by, { path: 'description', value: 'Likes oolong tea 🍶' })
    expect(fieldsOf(second.state)['description']).toBe('Likes oolong tea 🍶')
    expect(second.history).toMatchObject([{ path: 'description', before: 'Likes green tea 🍵' }])
  })

  test('a record over 768 KiB is refused, not cut', () => {
    expect(create(contact, { ...somchai, description: 'x'.repeat(800_000) }, 7, author(1))).toEqual({ ok: false, error: 'tooLarge' })
  })
})

describe('two writers', () => {
  const apart = (a: Change, b: Change, clocks: [number, number] = [NOON, NOON + 1]) => {
    const made = aContact(author(9))
    const one = change(
      made.state,
      author(1, () => clocks[0]),
      a,
    )
    const two = change(
      made.state,
      author(2, () => clocks[1]),
      b,
    )
    return { made, one, two, merged: merge(one.state, two) }
  }

  test('edits of different fields both survive', () => {
    const { merged } = apart({ path: 'jobTitle', value: 'Buyer' }, { path: 'code', value: 'C-7' })
    expect(fieldsOf(merged)).toMatchObject({ jobTitle: 'Buyer', code: 'C-7' })
  })

  test('of edits to one field the later clock wins, and the other one is shown until somebody decides', () => {
    const { merged } = apart({ path: 'jobTitle', value: 'Buyer' }, { path: 'jobTitle', value: 'Owner' })
    expect(registerAt(merged, 'jobTitle').value).toBe('Owner')
    expect(conflictAt(registerAt(merged, 'jobTitle'))?.value).toBe('Buyer')
    const swapped = change(merged, author(1), { path: 'jobTitle', value: 'Buyer' })
    expect(registerAt(swapped.state, 'jobTitle').value).toBe('Buyer')
    expect(conflictAt(registerAt(swapped.state, 'jobTitle'))).toBeNull()
  })

  test('plain succession shows nothing', () => {
    const made = aContact(author(9))
    const first = change(made.state, author(1), { path: 'jobTitle', value: 'Buyer' })
    const second = change(first.state, author(2), { path: 'jobTitle', value: 'Owner' })
    expect(conflictAt(registerAt(second.state, 'jobTitle'))).toBeNull()
  })

  test('an edit repeated before the merge still shows the value that nobody had seen', () => {
    const made = aContact(author(9))
    const by = author(1)
    const often = change(change(made.state, by, { path: 'jobTitle', value: 'A' }).state, by, { path: 'jobTitle', value: 'B' })
    const other = change(
      made.state,
      author(2, () => NOON - 1),
      { path: 'jobTitle', value: 'C' },
    )
    const merged = merge(often.state, other)
    expect(registerAt(merged, 'jobTitle').value).toBe('B')
    expect(conflictAt(registerAt(merged, 'jobTitle'))?.value).toBe('C')
  })

  test('whoever changes what they see wins, though their clock is an hour behind', () => {
    const made = aContact(author(9))
    const ahead = change(
      made.state,
      author(1, () => NOON + 3_600_000),
      { path: 'jobTitle', value: 'Buyer' },
    )
    const behind = change(
      ahead.state,
      author(2, () => NOON),
      { path: 'jobTitle', value: 'Owner' },
    )
    expect(registerAt(behind.state, 'jobTitle').value).toBe('Owner')
    expect(behind.clock).toBeGreaterThan(clockAt(NOON + 3_600_000))
  })

  test('an item deleted here and edited there comes back whole if the edit is later, and stays gone if it is earlier', () => {
    const gone: Change = { path: 'phones/p1', value: null }
    const edited: Change = { path: 'phones/p1/kind', value: 'work' }
    expect(fieldsOf(apart(gone, edited).merged)['phones']).toMatchObject([{ id: 'p1', value: '+66812345678', kind: 'work' }])
    expect(fieldsOf(apart(gone, edited, [NOON + 1, NOON]).merged)['phones']).toEqual([])
  })

  test('texts merge as texts', () => {
    const base = change(aContact(author(9)).state, author(9), { path: 'description', value: 'one two' })
    const left = change(base.state, author(1), { path: 'description', value: 'zero one two' })
    const right = change(base.state, author(2), { path: 'description', value: 'one two three' })
    expect(fieldsOf(merge(left.state, right))['description']).toBe('zero one two three')
  })

  test('what builds on something unseen waits, and falls into place when that arrives', () => {
    const by = author(1)
    const made = aContact(author(9))
    const first = change(made.state, by, { path: 'code', value: '1' })
    const second = change(first.state, by, { path: 'code', value: '2' })
    const gapped = merge(made.state, second)
    expect(fieldsOf(gapped)['code']).toBeNull()
    expect(gapped.waiting).toHaveLength(1)
    const whole = merge(gapped, first)
    expect(fieldsOf(whole)['code']).toBe('2')
    expect(whole.waiting).toHaveLength(0)
  })
})

describe('laws', () => {
  const paths = ['jobTitle', 'code', 'interests/tea', 'phones/p1', 'phones/p1/kind', 'phones/p2', 'description']
  const valueFor = (path: string, n: number): unknown => {
    if (path.startsWith('interests')) return n % 2 === 0
    if (path === 'phones/p1' || path === 'phones/p2') return n % 3 === 0 ? null : { order: `o${n}`, value: `+6680000000${n % 10}` }
    return `v${n}`
  }
  const step = fc.record({
    who: fc.integer({ min: 1, max: 3 }),
    path: fc.constantFrom(...paths),
    n: fc.nat(9),
    skew: fc.integer({ min: -5, max: 5 }),
    pull: fc.boolean(),
  })

  /** Three devices edit, sometimes pulling everything said so far; answers their states and all deltas. */
  const play = (steps: readonly { who: number; path: string; n: number; skew: number; pull: boolean }[]) => {
    const made = aContact(author(9))
    const states = new Map([1, 2, 3].map((who) => [who, made.state]))
    const deltas: Delta[] = [made]
    let now = NOON
    const authors = new Map([1, 2, 3].map((who) => [who, author(who, () => now)]))
    for (const { who, path, n, skew, pull } of steps) {
      now += 1
      const own = must(states.get(who), 'state')
      const pulled = pull ? deltas.reduce(merge, own) : own
      const at = now
      now = at + skew
      const written = change(pulled, must(authors.get(who), 'author'), { path, value: valueFor(path, n) })
      now = at
      deltas.push(written)
      states.set(who, written.state)
    }
    return { states, deltas }
  }
  const digest = (state: State) => JSON.stringify([fieldsOf(state), state.history])

  test('all devices agree whatever the order, the repeats and the gaps', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (steps, chance) => {
          const { states, deltas } = play(steps)
          const orders = [...states.values()].map((state) => {
            const shuffled = [...deltas, ...deltas]
              .map((delta) => ({ delta, key: Number(chance.next().value) }))
              .sort((a, b) => a.key - b.key)
            return shuffled.reduce((merged, { delta }) => merge(merged, delta), state)
          })
          const [first, ...rest] = orders.map(digest)
          for (const other of rest) expect(other).toBe(first)
          for (const state of orders) expect(state.waiting).toHaveLength(0)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('compaction, encoding and merging whole states change no value', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const { states, deltas } = play(steps)
        const whole = deltas.reduce(merge, must(states.get(1), 'state'))
        expect(digest({ ...whole, doc: compact(whole.doc) })).toBe(digest(whole))
        expect(decodeState(encodeState(whole))).toEqual({ ok: true, value: { ...whole, doc: new Uint8Array(whole.doc) } })
        const united = [...states.values()].reduce(mergeStates)
        expect(JSON.stringify(fieldsOf(united))).toBe(JSON.stringify(fieldsOf(whole)))
      }),
      { numRuns: 100 },
    )
  })

  test('bytes that are no state are refused, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeState(bytes)
        expect(decoded.ok ? 'ok' : decoded.error).toMatch(/ok|newer|corrupt/)
      }),
    )
  })
})
