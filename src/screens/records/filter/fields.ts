import type { EntityName } from '../../../domain/entities.ts'
import type { EntityFacts, FieldFact } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'

type Facts = Readonly<Record<EntityName, EntityFacts>>

/** Something that a list can be filtered, sorted or grouped by: `stageId`, `phones`, `companyId.industry`. */
export interface Filterable {
  readonly path: string
  readonly fact: FieldFact
  /** The entity whose field it is: its choices are labelled there. */
  readonly entity: EntityName
  /** The reference on the way, null for an own field. */
  readonly via: string | null
  /** The list that it is an item's field of. */
  readonly list: string | null
}

/** Places on a board and the trash are no business of a filter; of prose no column is kept. */
const unasked: ReadonlySet<string> = new Set(['sortKey', 'deletedAt', 'purgedAt', 'order'])
export const isAsked = ({ name, kind }: FieldFact): boolean => !unasked.has(name) && kind !== 'prose' && kind !== 'log'

/** Own fields first, then those of what references name. */
export const filterables = (entity: EntityName, facts: Facts): readonly Filterable[] => {
  const own = ownFields(entity, facts, null)
  const far = own.flatMap(({ fact, list }) => (list === null && fact.kind === 'ref' ? farFields(fact, facts) : []))
  return [...own, ...far]
}

/** Null for a column that is gone, or that only a newer app knows. */
export const filterableAt = (path: string, entity: EntityName, facts: Facts): Filterable | null =>
  filterables(entity, facts).find((field) => field.path === path) ?? null

/** What a field is called where it is alone: "Company › Industry". */
export const filterableLabel = ({ fact, entity, via, list }: Filterable, from: string): string => {
  const own = list === null ? i18n.label(entity, fact.name) : `${i18n.label(entity, list)} › ${i18n.label(entity, list, fact.name)}`
  return via === null ? own : `${i18n.label(from, via)} › ${own}`
}

const ownFields = (entity: EntityName, facts: Facts, via: string | null): readonly Filterable[] =>
  Object.values(facts[entity].fields)
    .filter(isAsked)
    .flatMap((fact): readonly Filterable[] => {
      const path = via === null ? fact.name : `${via}.${fact.name}`
      if (fact.items === undefined) return [{ path, fact, entity, via, list: null }]
      return Object.values(fact.items)
        .filter((item) => isAsked(item) && item.kind !== 'unitPrice')
        .map((item) => ({ path: `${path}.${item.name}`, fact: item, entity, via, list: fact.name }))
    })

/** One reference away, and no further. */
const farFields = ({ name, to = [] }: FieldFact, facts: Facts): readonly Filterable[] => {
  const [target, ...others] = to
  if (target === undefined || others.length > 0 || !(target in facts)) return []
  const entity = target as EntityName // a declared reference names a declared entity
  return ownFields(entity, facts, name).filter(({ fact, list }) => list === null && fact.kind !== 'ref' && fact.name !== 'updatedAt')
}
