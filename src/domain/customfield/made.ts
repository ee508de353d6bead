import type { Id } from '../../core/ids.ts'
import {
  calc,
  day,
  email,
  flag,
  longText,
  moment,
  money,
  number,
  percent,
  phone,
  pick,
  picks,
  ref,
  text,
  url,
  type Entity,
  type Field,
  type Fields,
} from '../entity.ts'
import { pickListOf, type FieldType } from './customfield.ts'
import { readFormula } from './formula.ts'

/** A custom field as its record tells. */
export interface FieldDefinition {
  readonly id: Id
  readonly object: string
  readonly type: FieldType
  readonly isRequired: boolean
  readonly to: string | null
  readonly formula: string
}
/** A choice of a pick list as its record tells; `choice` is what records hold. */
export interface OptionDefinition {
  readonly choice: string
  readonly listId: string
  readonly isArchived: boolean
}

/**
 * An entity as a workspace has it: with the fields that the team made, in their order, and with its own pick lists. `definitions` and `options` come in
 * the team's order. The same object where nothing was made.
 */
export const customised = (entity: Entity, definitions: readonly FieldDefinition[], options: readonly OptionDefinition[]): Entity => {
  const picked = Object.entries(entity.fields).flatMap(([name, field]): readonly (readonly [string, Field])[] => {
    const own = field.isPick === true ? options.filter(({ listId }) => listId === pickListOf(entity.name, name)) : []
    return own.length === 0 ? [] : [[name, { ...field, ...choicesIn(own, field) }]]
  })
  const made = definitions.filter(({ object }) => object === entity.name)
  if (picked.length === 0 && made.length === 0) return entity
  const declared: Fields = { ...entity.fields, ...Object.fromEntries(picked) }
  const plain = made.filter(({ type }) => type !== 'formula').map((one) => [one.id, fieldOf(one, options)] as const)
  const known: Fields = { ...declared, ...Object.fromEntries(plain) }
  // In the team's order, formulas among the rest; they read what is no formula.
  const fields: Fields = {
    ...declared,
    ...Object.fromEntries(made.map((one) => [one.id, known[one.id] ?? formulaField(one, known)])),
  }
  return { ...entity, fields, schema: (from, shapeOf) => from.record(shapeOf(fields)) }
}

/** Those that the team has no word on stand behind those that it has. */
const choicesIn = (options: readonly OptionDefinition[], { kind, choices: declared = [] }: Field): Partial<Field> => {
  const own = options.map((option) => option.choice)
  const choices = [...own, ...declared.filter((code) => !own.includes(code))]
  const retired = options.filter(({ isArchived }) => isArchived).map((option) => option.choice)
  return { choices, retired, ...(kind === 'choice' && { schema: pick(choices).schema }) }
}

const fieldOf = (definition: FieldDefinition, options: readonly OptionDefinition[]): Field => {
  const { id, isRequired } = definition
  const field = plainField(definition)
  const own = options.filter(({ listId }) => listId === id)
  return { ...field, ...(field.isPick && choicesIn(own, field)), isCustom: true, isAsked: isRequired }
}

const plainField = ({ type, to }: FieldDefinition): Field => {
  switch (type) {
    case 'text':
      return text(500, { search: true })
    case 'longText':
      return longText(5_000)
    case 'number':
      return number()
    case 'currency':
      return money()
    case 'percent':
      return percent()
    case 'date':
      return day()
    case 'datetime':
      return moment()
    case 'boolean':
      return flag()
    case 'select':
      return pick([])
    case 'multiSelect':
      return picks()
    case 'email':
      return email({ search: true })
    case 'phone':
      return phone({ search: true })
    case 'url':
      return url()
    case 'relation':
      return ref(to ?? 'company')
    case 'formula':
      return calc('number', { own: [], of: () => null })
  }
}

/** One that cannot be read, for a newer app wrote it or a field that it names is gone, comes to nothing. */
const formulaField = ({ formula }: FieldDefinition, fields: Fields): Field => {
  const read = readFormula(formula, fields)
  return { ...calc('number', { own: [], of: read.ok ? read.value : () => null }), isCustom: true, formula: read.ok ? formula : '' }
}
