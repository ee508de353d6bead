import * as z from 'zod/mini'
import { entities, type EntityName } from '../domain/entities.ts'
import type { Entity, Field } from '../domain/entity.ts'
import { schemaOf } from '../domain/validator.ts'

/** Where a column's values go, written as labels are: `contact.name.family`, `order.lines.qty`. */
export type Target = string

export interface TargetSpec {
  readonly target: Target
  readonly entity: EntityName
  readonly field: string
  /** The part of a name or an address, or the field of a list's item. */
  readonly part: string | null
  readonly isItem: boolean
  /** The field's kind, or what only files know: part of a name or an address, a line's amount. */
  readonly kind: string
  readonly schema: z.ZodMiniType
  readonly choices: readonly string[]
}

export type Purpose = 'contacts' | 'companies' | 'products' | 'orders' | 'deals'
export type CustomersAre = 'people' | 'companies'

export const mainEntity: Readonly<Record<Purpose, EntityName>> = {
  contacts: 'contact',
  companies: 'company',
  products: 'product',
  orders: 'order',
  deals: 'deal',
}

/** The entities that a file of this purpose fills in, the main one first; the others are found or made by code or name. */
export const entitiesOf = (purpose: Purpose, customersAre: CustomersAre): readonly EntityName[] => {
  const customer = customersAre === 'people' ? 'contact' : 'company'
  if (purpose === 'orders') return ['order', 'product', customer]
  if (purpose === 'contacts') return ['contact', 'company']
  return purpose === 'deals' ? ['deal', 'company', 'contact', 'stage'] : [mainEntity[purpose]]
}

/** The field by which a record names its parent. */
export const parentField = (entity: EntityName, parent: EntityName): string | null => {
  const found = Object.entries(fieldsOf(entity)).find(([, field]) => field.kind === 'ref' && field.to?.includes(parent) === true)
  return found?.[0] ?? null
}

/** `fields`: those that a team made may be among them. */
export const targetsOf = (purpose: Purpose, customersAre: CustomersAre, fields: FieldsOf = fieldsOf): readonly TargetSpec[] =>
  entitiesOf(purpose, customersAre).flatMap((entity) => (entity === 'stage' ? stageTargets : entityTargets(entity, fields)))

/** An entity's fields, by name. */
export type FieldsOf = (entity: EntityName) => Readonly<Record<string, Field>>

export const fieldsOf: FieldsOf = (entity) => (entities[entity] as unknown as Entity).fields // each is an Entity of narrower fields

const importable = new Set(
  'text longText email phone url number percent flag day instant moment personName address choice picks terms prose money unitPrice items'.split(
    ' ',
  ),
)
/** Kept by the app, not by people. */
const internal = new Set(['deletedAt', 'purgedAt', 'sortKey', 'exchangeRate'])

const word = z.string().check(z.trim(), z.maxLength(120))
const addressLine = z.string().check(z.trim(), z.maxLength(200))
export const nameParts = ['full', 'family', 'given', 'middle', 'prefix', 'suffix'] as const
export const addressParts = ['line1', 'line2', 'locality', 'admin1', 'admin2', 'postal', 'country'] as const

const entityTargets = (entity: EntityName, fields: FieldsOf): TargetSpec[] =>
  Object.entries(fields(entity)).flatMap(([name, field]) =>
    importable.has(field.kind) && !internal.has(name) ? fieldTargets(entity, name, field) : [],
  )

const fieldTargets = (entity: EntityName, field: string, declared: Field): TargetSpec[] => {
  const spec = (part: string | null, kind: string, schema: z.ZodMiniType, choices: readonly string[] = [], isItem = false): TargetSpec => ({
    target: part === null ? `${entity}.${field}` : `${entity}.${field}.${part}`,
    entity,
    field,
    part,
    isItem,
    kind,
    schema,
    choices,
  })
  if (declared.kind === 'personName') return nameParts.map((part) => spec(part, 'namePart', word))
  if (declared.kind === 'address') return addressParts.map((part) => spec(part, 'addressPart', addressLine))
  if (declared.kind !== 'items') return [spec(null, declared.kind, schemaOf(declared), declared.choices)]
  const inItems = Object.entries(declared.items ?? {})
    .filter(([, item]) => importable.has(item.kind) && item.kind !== 'flag')
    .map(([part, item]) => spec(part, item.kind, schemaOf(item), item.choices, true))
  const isPriced = declared.items?.['unitPrice'] !== undefined
  return isPriced ? [...inItems, spec('amount', 'lineAmount', z.unknown(), [], true)] : inItems
}

/** Stages are found, never made: an import does not redraw the pipeline. */
const stageTargets: readonly TargetSpec[] = entityTargets('stage', fieldsOf).filter(({ field }) => field === 'name')
