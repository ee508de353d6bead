import { entityNamed, type EntityName } from '../domain/entities.ts'
import type { Entity } from '../domain/entity.ts'
import type { Tables } from '../tables/tables.ts'
import { entityFacts, type EntityFacts, type Names } from './facts.ts'

/** What screens need to know of the fields of this workspace. */
export interface Told {
  readonly facts: Readonly<Record<EntityName, EntityFacts>>
  /** What the team calls its fields and choices. */
  readonly names: Names
}

/** The entities as this workspace has them. What makes them of the team's definitions is fetched when there are any. */
export interface Catalog {
  /** Null for one that only a newer app knows. */
  readonly entity: (name: string) => Entity | null
  readonly told: () => Told
  /**
   * Reads the definitions again; null where nothing changed, else the entities whose records have to fill in columns. `isOwn`: whoever made a field just
   * now has no value of it yet.
   */
  readonly read: (isOwn: boolean) => Promise<readonly string[] | null>
}

export const openCatalog = (tables: Tables): Catalog => {
  let made: ReadonlyMap<string, Entity> = new Map()
  let names: Names = {}
  let last = ''
  const seen = new Set<string>()
  const entity = (name: string): Entity | null => made.get(name) ?? entityNamed(name)

  return {
    entity,
    told: () => ({ facts: entityFacts((declared) => made.get(declared.name) ?? declared), names }),
    read: async (isOwn) => {
      if (tables.rows('customField').length + tables.rows('pickOption').length === 0) return null
      const { definitionsIn, customisedBy, namesIn } = await import('./definitions.ts')
      const definitions = definitionsIn(tables)
      const text = JSON.stringify(definitions)
      if (text === last) return null
      last = text
      const before = made
      made = customisedBy(definitions)
      names = namesIn(definitions)
      const filling: string[] = []
      for (const [name, next] of made) {
        const fresh = Object.keys(next.fields).filter(
          (field) => before.get(name)?.fields[field] === undefined && next.fields[field]?.isCustom,
        )
        const isEmpty = isOwn && fresh.every((field) => !seen.has(field))
        if (!tables.define(next, isEmpty)) filling.push(name)
      }
      for (const { id } of definitions.fields) seen.add(id)
      return filling
    },
  }
}
