import type { EntityName } from '../../../src/domain/entities.ts'
import { entityFacts, type FieldFact, type FieldFacts } from '../../../src/engine/facts.ts'
import { must } from '../../../src/core/result.ts'

/** The fields as the engine describes them to the page. */
export const factsOf = (entity: EntityName): FieldFacts => entityFacts()[entity].fields
export const factOf = (entity: EntityName, name: string): FieldFact => must(factsOf(entity)[name], `${entity}.${name}`)
