import type { Random } from '../../../core/random.ts'
import { newItemId } from '../../../core/ids.ts'
import { between, nBetween } from '../../../core/order.ts'
import type { FieldFact } from '../../../engine/facts.ts'
import type { Change } from '../../../domain/change.ts'
import type { Item } from './held.ts'

/** A new item at the end, with nothing in it yet; the first of a list is its main one. */
export const newItem = (items: readonly Item[], { items: facts = {} }: FieldFact, random: Random): Item => ({
  id: newItemId(random),
  order: between(lastOrder(items), null, random),
  ...('primary' in facts ? { primary: items.length === 0 } : {}),
})

/** The edits that bring an item one place up (-1) or down (1); who comes first is the main one. */
export const moveChanges = (fact: FieldFact, items: readonly Item[], id: string, by: -1 | 1, random: Random): readonly Change[] => {
  const from = items.findIndex((item) => item.id === id)
  const to = from + by
  const moving = items[from]
  if (moving === undefined || to < 0 || to >= items.length) return []
  const rest = items.filter((item) => item.id !== id)
  const placed = rest.toSpliced(to, 0, moving)
  return [...placeChanges(fact.name, placed, to, random), ...mainChanges(fact, placed)]
}

/** One key where the others stand in order; all of them where the main one was shown out of its place. */
const placeChanges = (name: string, placed: readonly Item[], to: number, random: Random): readonly Change[] => {
  const others = placed.filter((_, at) => at !== to)
  const isInOrder = others.every(({ order }, at) => at === 0 || (others[at - 1]?.order ?? '') < order)
  const change = (at: number, value: string | undefined): Change => ({ path: `${name}/${placed[at]?.id ?? ''}/order`, value: value ?? '' })
  if (isInOrder) return [change(to, between(placed[to - 1]?.order ?? null, placed[to + 1]?.order ?? null, random))]
  const keys = nBetween(null, null, placed.length)
  return placed.map((_, at) => change(at, keys[at]))
}

/** The edits that make the first item the main one, and no other. */
export const mainChanges = ({ name, items: facts = {} }: FieldFact, items: readonly Item[]): readonly Change[] =>
  'primary' in facts
    ? items.flatMap((item, at) =>
        (item['primary'] === true) === (at === 0) ? [] : [{ path: `${name}/${item.id}/primary`, value: at === 0 }],
      )
    : []

/** The list after the edits, as the screen paints it before the engine answers. */
export const withChanges = (name: string, items: readonly Item[], changes: readonly Change[]): readonly Item[] =>
  changes.reduce<readonly Item[]>((now, { path, value }) => {
    const [head, id, field] = path.split('/')
    if (head !== name || id === undefined) return now
    if (field !== undefined) return now.map((item) => (item.id === id ? { ...item, [field]: value } : item))
    if (value === null) return now.filter((item) => item.id !== id)
    return [...now.filter((item) => item.id !== id), value as Item] // a whole item is written with its id
  }, items)

const lastOrder = (items: readonly Item[]): string | null =>
  items.reduce<string | null>((last, { order }) => (last === null || order > last ? order : last), null)
