import { expect, test } from 'vitest'
import { lastMove, movesIn, shownStages } from '../../src/screens/lifecycle/lifecycle.ts'
import { isWrong, newStep, stepChanges, stepsIn, written } from '../../src/screens/playbooks/steps.ts'

const line = (to: string, at: number, byId: string | null = null) => ({
  id: `l${String(at)}`,
  order: `a${String(at)}`,
  from: 'x',
  to,
  at,
  byId,
})

test('S20 a customer’s moves are told newest first, and what two did alike apart is told once', () => {
  const moves = movesIn([line('engaged', 1), line('customer', 2, 'ann'), line('customer', 3, 'bo'), line('retained', 4)])
  expect(moves.map(({ to, at }) => [to, at])).toEqual([
    ['retained', 4],
    ['customer', 2],
    ['engaged', 1],
  ])
  expect(lastMove(moves, 'retained')?.at).toBe(4)
  expect(lastMove(moves, 'prospect')).toBe(null)
  expect(movesIn(undefined)).toEqual([])
})

test('S20 the bar shows the way forward, and a decline only to whoever is in it', () => {
  const stages = ['prospect', 'engaged', 'customer', 'retained', 'declining', 'lost'].map((id) => ({ id, label: id }))
  const shown = (current: string) => shownStages(stages, current).map(({ id }) => id)
  expect(shown('customer')).toEqual(['prospect', 'engaged', 'customer', 'retained'])
  expect(shown('lost')).toEqual(['engaged', 'customer', 'retained', 'lost'])
})

test('S21 a playbook’s steps are edited field by field, so that a teammate’s edit beside it stands', () => {
  const before = stepsIn([
    { id: 'a', order: 'a0', kind: 'task', subject: 'Send it', afterDays: 0, everyDays: null },
    { id: 'b', order: 'a1', kind: 'call', subject: 'Ask', afterDays: 3, everyDays: 14 },
  ])
  const [first, second] = before
  if (first === undefined || second === undefined) throw new Error('two steps')
  const added = { ...newStep([second]), subject: 'Stay in touch' }
  expect(stepChanges(before, [{ ...second, afterDays: '5' }, added])).toEqual([
    { path: 'steps/a', value: null },
    { path: 'steps/b/afterDays', value: 5 },
    { path: `steps/${added.id}`, value: written(added) },
  ])
  expect(stepChanges(before, before)).toEqual([])
  expect([newStep(before), { ...first, everyDays: '0' }, { ...first, afterDays: '-1' }, second].map(isWrong)).toEqual([
    true,
    true,
    true,
    false,
  ])
})
