import { entities, type EntityName } from '../domain/entities.ts'
import type { ColumnKind, Entity, Fields, Merge } from '../domain/entity.ts'
import { modelFacts } from './insight/facts.ts'

/** A field as plain data: what a screen needs to draw and edit it, without the validator that checks it. */
export interface FieldFact {
  readonly name: string
  readonly kind: string
  readonly merge: Merge
  /** What a list sorts, sums and filters it as; tells what a `calc` holds. */
  readonly column: ColumnKind
  readonly required: boolean
  readonly list: boolean
  readonly choices?: readonly string[]
  readonly to?: readonly string[]
  /** Of a list's items, by name. */
  readonly items?: FieldFacts
}
export type FieldFacts = Readonly<Record<string, FieldFact>>

export interface EntityFacts {
  readonly title: string
  readonly fields: FieldFacts
}

const factsOf = (fields: Fields): FieldFacts =>
  Object.fromEntries(
    Object.entries(fields).map(
      ([name, { kind, merge, column, required = false, list = false, choices, to, items }]): [string, FieldFact] => [
        name,
        {
          name,
          kind,
          merge,
          column,
          required,
          list,
          ...(choices && { choices }),
          ...(to && { to }),
          ...(items && { items: factsOf(items) }),
        },
      ],
    ),
  )

/** Every entity's, sent to the page when a workspace opens. */
export const entityFacts = (): Readonly<Record<EntityName, EntityFacts>> =>
  Object.fromEntries(
    Object.entries(entities).map(([name, { manner, fields }]: [string, Entity]) => [
      name,
      { title: manner.title, fields: { ...factsOf(fields), ...(name === 'company' || name === 'contact' ? modelFacts : {}) } },
    ]),
  ) as Record<EntityName, EntityFacts> // fromEntries forgets the keys
