import { startOf } from '../lifecycle/stages.ts'
import { moveLine } from './lifecycle.ts'
import { each, isChanged, textOf, type Rule } from './rule.ts'

const linesIn = (value: unknown): number => (Array.isArray(value) ? value.length : 0)

/** A new customer is a prospect; one whom a person moves gets a line in their history. What a rule moves brings its own. */
export const lifecycleMoved: Rule = {
  name: 'lifecycleMoved',
  hears: ['company', 'contact'],
  of: ['lifecycleStage'],
  asks: [],
  run: each((happening, { me, now, newItemId }) => {
    const { id, before, after } = happening
    const [from, to] = [textOf(before?.['lifecycleStage']), textOf(after['lifecycleStage'])]
    const isNew = before === null && to === ''
    if (isNew) return Object.entries(startOf(after)).map(([path, value]) => ({ kind: 'edit', id, changes: [{ path, value }] }))
    const isStart = from === '' && to === 'prospect'
    const isWritten = linesIn(after['lifecycleHistory']) > linesIn(before?.['lifecycleHistory'])
    if (!isChanged(happening, 'lifecycleStage') || isStart || isWritten || to === '') return []
    return [{ kind: 'edit', id, changes: [moveLine(newItemId(), from, to, Math.floor(now), me)] }]
  }),
}
