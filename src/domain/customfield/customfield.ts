import { choice, defineEntity, flag, items, place, text, type RecordOf } from '../entity.ts'
import { listed } from '../named.ts'

/** What a team may keep in a field of its own. A type never changes: its values would be of another kind. */
export const fieldTypes = [
  'text',
  'longText',
  'number',
  'currency',
  'percent',
  'date',
  'datetime',
  'boolean',
  'select',
  'multiSelect',
  'email',
  'phone',
  'url',
  'relation',
  'formula',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** What it is called in a language, where that is not its name. */
export const labels = () => items({ locale: text(35, { required: true }), text: text(80, { required: true }) })

/**
 * A field that a team made. Records keep its value under this record's id, as they keep any field under its name: it is read, merged, shown as a column and
 * told of in histories like every other, and a device that does not know it yet loses nothing.
 */
export const customField = defineEntity(
  'customField',
  { space: 'settings', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    labels: labels(),
    object: choice(listed, { list: true, required: true }),
    type: choice(fieldTypes, { list: true, required: true }),
    /** A form asks for it, and nobody empties it; records that came in other ways may lack it. */
    isRequired: flag(),
    /** What a relation leads to. */
    to: choice(listed),
    /** Of a formula: see `formula.ts`. */
    formula: text(500),
    order: place({ required: true }),
    /** Out of forms, lists and filters; what records hold stays. */
    isArchived: flag(),
  },
)
export type CustomField = RecordOf<typeof customField>

/**
 * A choice of a pick list. `listId` is a custom field's id, or names a field of ours: `company.rating`. There a choice of ours may have a record too, with
 * its `code`, once a team renames, moves or archives it: its id comes from both (`optionSource`), so that two who do it apart change one record. Where its
 * name is its code it was not renamed.
 */
export const pickOption = defineEntity(
  'pickOption',
  { space: 'settings', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    labels: labels(),
    listId: text(80, { required: true }),
    code: text(40),
    order: place({ required: true }),
    /** No longer offered; records that hold it keep it. */
    isArchived: flag(),
  },
)
export type PickOption = RecordOf<typeof pickOption>

/** The list of a field of ours whose choices a team may change. */
export const pickListOf = (entity: string, field: string): string => `${entity}.${field}`

/** What the id of a choice of ours comes from. */
export const optionSource = (listId: string, code: string): string => `pick/${listId}/${code}`
