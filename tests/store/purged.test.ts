import { describe, expect, test } from 'vitest'
import { clockSource } from '../../src/core/clock.ts'
import { must } from '../../src/core/result.ts'
import type { Change } from '../../src/domain/change.ts'
import { contact } from '../../src/domain/contact/contact.ts'
import { toldAnew } from '../../src/engine/reviving.ts'
import { derivedEdit } from '../../src/store/derived.ts'
import { edit, merge, mergeStates, readWhole } from '../../src/store/document.ts'
import { isPurged } from '../../src/store/purged.ts'
import { create, type Written } from '../../src/store/record.ts'
import { registersOf } from '../../src/store/registers.ts'
import { scan } from '../../src/store/scan.ts'
import { encodeState, type State } from '../../src/store/state.ts'

const NOON = Date.UTC(2026, 0, 5, 12)
const DAY = 86_400_000
const DUE = NOON + 90 * DAY
const ID = 'contact_01jgm2q7m0f3v8t6q2w4x9y0z1'
const ann = {
  name: { family: 'Lee', given: 'Ann' },
  phones: [{ id: 'p1', order: 'a', value: '+66812345678' }],
  interests: ['tea'],
  description: 'Met at the tea fair, liked the oolong, asks for samples each spring and each autumn.',
}
const at = (writer: number, ms: number) => ({ writer, clock: clockSource(() => ms) })
const dao = (ms: number) => at(7, ms)
const bea = (ms: number) => at(9, ms)
const written = (result: { ok: true; value: Written } | { ok: false }): Written => must(result.ok ? result.value : null, 'a record')
const changed = (state: State, author: ReturnType<typeof dao>, ...changes: readonly Change[]) =>
  written(edit(contact, state, changes, author))
const made = written(create(contact, ann, 7, dao(NOON)))
const trashed = changed(made.state, dao(NOON + 1), { path: 'deletedAt', value: NOON + 1 })
const purge = async (state: State) =>
  must(
    await derivedEdit(ID, contact, state, [{ path: 'purgedAt', value: DUE }], DUE).then((one) => (one?.ok ? one.value : null)),
    'a purge',
  )
/** As two edits. */
const retold = (state: State): [Written, Written] => {
  const [clearing = [], telling = []] = toldAnew(contact, readWhole(contact, state).fields, DUE + 5 * DAY)
  const cleared = changed(state, bea(DUE + 5 * DAY), ...clearing)
  return [cleared, changed(cleared.state, bea(DUE + 5 * DAY), ...telling)]
}
const isGone = (state: State) => isPurged(registersOf(scan(state.doc))) && state.history.length === 0
const holds = (state: State, text: string) => Buffer.from(encodeState(state)).includes(text)

describe('U14 what lay in the trash for ninety days', () => {
  test('is thrown away: nothing of it is left in the bytes, notes and history included', async () => {
    const { state } = await purge(trashed.state)
    expect(isGone(state)).toBe(true)
    for (const text of ['Ann', 'Lee', '+66812345678', 'oolong', 'tea'])
      expect([text, holds(trashed.state, text), holds(state, text)]).toEqual([text, true, false])
    expect(encodeState(state).length).toBeLessThan(encodeState(trashed.state).length / 2)
  })

  test('is thrown away alike by every device, whoever looks first', async () => {
    const [one, other] = [await purge(trashed.state), await purge(trashed.state)]
    expect(one.update).toEqual(other.update)
    expect(isGone(merge(trashed.state, one))).toBe(true)
    expect(isGone(merge(one.state, other))).toBe(true)
    expect(isGone(mergeStates(one.state, trashed.state))).toBe(true)
    expect(isGone(mergeStates(trashed.state, one.state))).toBe(true)
  })

  test('does not come back half with what somebody wrote meanwhile without a network', async () => {
    const late = changed(
      made.state,
      bea(NOON + 2 * DAY),
      { path: 'jobTitle', value: 'Buyer' },
      { path: 'phones/p2', value: { id: 'p2', order: 'b', value: '+66' } },
    )
    const more = changed(late.state, bea(NOON + 3 * DAY), { path: 'description', value: 'Moved to Osaka' })
    const { state, ...mark } = await purge(trashed.state)
    const here = merge(merge(state, late), more)
    const there = merge(merge(more.state, trashed), mark)
    for (const one of [here, there]) expect([isGone(one), holds(one, 'Buyer'), holds(one, 'Osaka')]).toEqual([true, false, false])
    expect(isGone(merge(here, changed(more.state, dao(NOON + 4 * DAY), { path: 'jobTitle', value: 'Chef' })))).toBe(true)
  })

  test('is kept by whoever brought it back in time, and comes back whole to all when they say so', async () => {
    const restored = changed(trashed.state, bea(NOON + 80 * DAY), { path: 'deletedAt', value: null })
    const { state, ...mark } = await purge(trashed.state)
    const gone = merge(state, restored)
    expect(isGone(gone)).toBe(true)
    const kept = merge(restored.state, mark)
    expect(readWhole(contact, kept).fields).toMatchObject({ ...ann, deletedAt: null, purgedAt: DUE })
    const [cleared, told] = retold(kept)
    expect(readWhole(contact, told.state).fields).toMatchObject({ ...ann, deletedAt: null, purgedAt: null })
    expect(readWhole(contact, merge(merge(gone, cleared), told)).fields).toMatchObject({ ...ann, deletedAt: null, purgedAt: null })
  })

  test('goes to the trash once more, whole, where somebody wrote in it after that day', async () => {
    const late = changed(made.state, bea(DUE + 3 * DAY), { path: 'jobTitle', value: 'Buyer' })
    const { state, ...mark } = await purge(trashed.state)
    const gone = merge(state, late)
    expect(isGone(gone)).toBe(true)
    const kept = merge(merge(late.state, trashed), mark)
    const [cleared, told] = retold(kept)
    for (const one of [told.state, merge(merge(gone, cleared), told)])
      expect(readWhole(contact, one).fields).toMatchObject({ ...ann, jobTitle: 'Buyer', purgedAt: null, deletedAt: DUE + 5 * DAY })
  })
})
