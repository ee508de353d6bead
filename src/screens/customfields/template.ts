import { entityOf, idFrom, isId, type Id } from '../../core/ids.ts'
import type { Values } from '../../domain/check.ts'
import { entities } from '../../domain/entities.ts'
import type { Entity } from '../../domain/entity.ts'
import { optionSource } from '../../domain/customfield/customfield.ts'
import type { ActRequest } from '../../engine/protocol.ts'

/** How a team works, without whom it works for: what one workspace saves and another takes over. */
export interface Template {
  readonly format: 'satchel-template'
  readonly version: 1
  readonly records: readonly TemplateRecord[]
}
interface TemplateRecord {
  readonly id: Id
  readonly values: Values
}

/** What a template is made of. */
export const templateEntities = ['customField', 'pickOption', 'pipeline', 'stage'] as const
type TemplateEntity = (typeof templateEntities)[number]

/** Whose a record is and whether it is in the trash is its workspace's own. */
const apart: readonly string[] = ['ownerId', 'deletedAt', 'purgedAt', 'isDefault']

/** A record as a template holds it. */
export const templateRecord = (id: Id, fields: Values): TemplateRecord => {
  const declared = (entities[entityOf(id) as TemplateEntity] as Entity).fields // asked of these entities alone
  const kept = Object.entries(fields).filter(([name, value]) => {
    const field = declared[name]
    return field !== undefined && field.merge !== 'calc' && !apart.includes(name) && value !== null
  })
  return { id, values: Object.fromEntries(kept) }
}

export const templateText = (records: readonly TemplateRecord[]): string =>
  JSON.stringify({ format: 'satchel-template', version: 1, records } satisfies Template, null, 1)

/** Null for a file that is no template of ours. */
export const readTemplate = (text: string): Template | null => {
  try {
    const read = JSON.parse(text) as Partial<Template> | null // looked at below
    const isOurs =
      read?.format === 'satchel-template' && read.version === 1 && Array.isArray(read.records) && read.records.every(isTemplateRecord)
    return isOurs ? (read as Template) : null // just looked at
  } catch {
    return null
  }
}

const isTemplateRecord = (one: unknown): boolean =>
  typeof one === 'object' &&
  one !== null &&
  'id' in one &&
  typeof one.id === 'string' &&
  isId(one.id) &&
  (templateEntities as readonly string[]).includes(entityOf(one.id)) && // widened to be asked about any name
  'values' in one &&
  typeof one.values === 'object' &&
  one.values !== null

/**
 * What takes it over: records of their own, whose ids come from the template's, so that a template taken twice is there once. A choice of ours is the same
 * record everywhere. `isHere` says which ids the workspace has: from its own template it takes nothing.
 */
export const templateWrites = async ({ records }: Template, isHere: (id: Id) => Promise<boolean>): Promise<ActRequest> => {
  const renamed = new Map<Id, Id>()
  for (const { id, values } of records) {
    const { listId, code } = values
    const isOurs = typeof listId === 'string' && typeof code === 'string' && id === (await idFrom('pickOption', optionSource(listId, code)))
    renamed.set(id, isOurs ? id : await idFrom(entityOf(id), `template/${id}`))
  }
  const creates: { readonly id: Id; readonly values: Values }[] = []
  for (const record of records) {
    const id = renamed.get(record.id) ?? record.id
    if ((await isHere(record.id)) || (await isHere(id))) continue
    creates.push({ id, values: withIds(record.values, renamed) })
  }
  return { creates, edits: [] }
}

/** Every id of the template by its new one, wherever it stands: a stage's pipeline, a choice's list, a formula's fields, what a stage asks for. */
const withIds = (values: Values, renamed: ReadonlyMap<Id, Id>): Values => {
  let text = JSON.stringify(values)
  for (const [old, fresh] of renamed) text = text.replaceAll(old, fresh)
  return JSON.parse(text) as Values // what was an object stays one
}
