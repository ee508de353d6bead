import type { EntityFacts, FieldFact } from '../../../engine/facts.ts'
import { isAsked } from '../filter/fields.ts'

/** Names of the columns that a table may show beside those it has, in the order in which the fields are declared. Of a list, what has one main value fits in a cell. */
export const moreColumns = ({ title, fields }: EntityFacts, shown: readonly string[]): readonly string[] =>
  Object.values(fields)
    .filter((fact) => fits(fact) && fact.name !== title && !shown.includes(fact.name))
    .map(({ name }) => name)

const fits = (fact: FieldFact): boolean =>
  isAsked(fact) && fact.column !== 'none' && fact.name !== 'isConflicting' && (fact.items === undefined || 'value' in fact.items)

/** The columns with one of them so many places further on. */
export const movedBy = (columns: readonly string[], at: number, by: 1 | -1): readonly string[] => {
  const next = [...columns]
  next.splice(at + by, 0, ...next.splice(at, 1))
  return next
}
