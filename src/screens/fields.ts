import type { EntityName } from '../domain/entities.ts'
import type { EntityFacts, FieldFact, FieldFacts } from '../engine/facts.ts'
import { book } from './book.svelte.ts'

export type { FieldFact, FieldFacts }

export const entityFacts = (entity: EntityName): EntityFacts => book().opened.facts[entity]

/** The fields of an entity as plain data, by name. */
export const fieldFacts = (entity: EntityName): FieldFacts => entityFacts(entity).fields
