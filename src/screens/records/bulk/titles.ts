import type { FieldFact } from '../../../engine/facts.ts'
import { nameOf } from '../filter/names.svelte.ts'
import type { Titles } from '../value.ts'

/** Names of the records that a value points to. */
export const titlesOf = ({ to }: FieldFact, value: unknown): Titles => {
  if (to === undefined) return {}
  const ids = [value].flat().filter((id) => typeof id === 'string')
  return Object.fromEntries(ids.map((id) => [id, nameOf(id)]))
}
