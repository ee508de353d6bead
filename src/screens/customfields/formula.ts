import { isCountable, readFormula, type FormulaProblem } from '../../domain/customfield/formula.ts'
import type { ListedEntity } from '../../domain/named.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { fieldFacts } from '../fields.ts'

/** Fields that a formula may reckon with, by what they are called. */
const named = (object: ListedEntity): readonly { readonly name: string; readonly label: string }[] =>
  Object.values(fieldFacts(object))
    .filter(isCountable)
    .map(({ name }) => ({ name, label: i18n.label(object, name) }))

export const countableLabels = (object: ListedEntity): readonly string[] => named(object).map(({ label }) => label)

/** `{customField_01…} * 2` as a person reads it: `{Price} * 2`. */
export const shownFormula = (object: ListedEntity, formula: string): string => {
  const fields = named(object)
  return formula.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const label = fields.find((field) => field.name === name)?.label
    return label === undefined ? whole : `{${label}}`
  })
}

/** The way back; what names no field stays as it is, and is refused. */
export const keptFormula = (object: ListedEntity, shown: string): string => {
  const fields = named(object)
  return shown.replace(/\{([^{}]+)\}/g, (whole, label: string) => {
    const name = fields.find((field) => field.label === label.trim())?.name
    return name === undefined ? whole : `{${name}}`
  })
}

export const formulaProblem = (object: ListedEntity, formula: string): FormulaProblem | null => {
  const read = readFormula(formula, fieldFacts(object))
  return read.ok ? null : read.error
}
