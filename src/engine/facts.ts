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
  /** A team made it. */
  readonly isCustom?: boolean
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
      ([name, { kind, merge, column, required = false, isAsked = false, list = false, choices, retired, isCustom, to, items }]): [
        string,
        FieldFact,
      ] => [
        name,
        {
          name,
          kind,
          merge,
          column,
          required: required || isAsked,
          list,
          ...(choices && { choices: choices.filter((one) => !retired?.includes(one)) }),
          ...(isCustom && { isCustom }),
          ...(to && { to }),
          ...(items && { items: factsOf(items) }),
        },
      ],
    ),
  )

/** What a team calls its fields and choices: by the path of the label, then by language; `*` where a language has no word of its own. */
export type Names = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Every entity's, sent to the page when a workspace opens and whenever its team changes a field; `made` answers an entity as the workspace has it. */
export const entityFacts = (made: (declared: Entity) => Entity = (declared) => declared): Readonly<Record<EntityName, EntityFacts>> =>
  Object.fromEntries(
    Object.entries(entities).map(([name, declared]: [string, Entity]) => {
      const { manner, fields } = made(declared)
      return [
        name,
        { title: manner.title, fields: { ...factsOf(fields), ...(name === 'company' || name === 'contact' ? modelFacts : {}) } },
      ]
    }),
  ) as Record<EntityName, EntityFacts> // fromEntries forgets the keys
