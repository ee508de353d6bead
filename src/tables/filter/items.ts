import type { Asking } from '../asking.ts'
import type { ManyColumn } from '../column.ts'
import type { Condition, Filter } from '../view.ts'
import { checkOf, leafKind, type Test } from './condition.ts'
import { maskOf, pulledItems } from './mask.ts'
import { placeOf, type Place } from './path.ts'

/**
 * One byte an item of a list: 1 where the item itself meets what a filter asks of the list, so that a sum over lines counts the product that was asked for and
 * not all that its order holds. Null where the filter tells no item from another.
 */
export const itemsMeeting = (filter: Filter | undefined, list: string, entity: string, asking: Asking): Uint8Array | null => {
  if (filter === undefined || 'not' in filter) return null
  if ('all' in filter) {
    const parts = filter.all.map((each) => itemsMeeting(each, list, entity, asking)).filter((part) => part !== null)
    return combined(parts, (a, b) => a & b)
  }
  if ('any' in filter) {
    const parts = filter.any.map((each) => itemsMeeting(each, list, entity, asking))
    // One way in that asks nothing of the list lets every item in.
    return parts.includes(null)
      ? null
      : combined(
          parts.filter((part) => part !== null),
          (a, b) => a | b,
        )
  }
  return filter.column.startsWith(`${list}.`) ? conditionItems(filter, entity, asking) : null
}

const conditionItems = (condition: Condition, entity: string, asking: Asking): Uint8Array | null => {
  const place = placeOf(condition.column, entity, asking)
  const check = place === null ? null : checkOf(condition, leafKind(place.column), asking)
  if (place === null || !check?.ok) return null
  const masks = check.value.tests.map((test) => itemMask(test, place, asking))
  const parts = masks.filter((mask) => mask !== null)
  // An item holds one value: of several that a record's list must all hold, it holds one.
  const met = parts.length < masks.length ? null : combined(parts, (a, b) => a | b)
  return met !== null && check.value.isNegated ? met.map((one) => one ^ 1) : met
}

const itemMask = (test: Test, { column, field, hop }: Place, asking: Asking): Uint8Array | null => {
  const list = hop === null ? column : hop.column
  if (list.kind !== 'many' || list.values.kind === 'tagged') return null
  if (hop === null) return maskOf(test, list.values, field, asking.rows, itemCount(list))
  return pulledItems(maskOf(test, column, field, asking.rows, hop.rows.length), list)
}

const itemCount = ({ values }: ManyColumn): number => (values.kind === 'tagged' ? values.tags.length : values.present.length)

const combined = (parts: readonly Uint8Array[], both: (a: number, b: number) => number): Uint8Array | null => {
  const [first, ...others] = parts
  if (first === undefined) return null
  for (const other of others) for (let item = 0; item < first.length; item += 1) first[item] = both(first[item] ?? 0, other[item] ?? 0)
  return first
}
