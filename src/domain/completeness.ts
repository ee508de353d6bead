import { calc } from './entity.ts'

/** What a customer's record is of little use without. */
export const mattering = {
  contact: ['phones', 'emails', 'companyId', 'jobTitle', 'preferredChannel', 'birthDate', 'address'],
  company: ['phones', 'emails', 'type', 'industry', 'website', 'billingAddress', 'taxId'],
} as const

const isFilled = (value: unknown): boolean => value != null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** How many of these are filled in, in percent. */
export const percentFilled = (names: readonly string[], record: Readonly<Record<string, unknown>>): number =>
  Math.round((100 * names.filter((name) => isFilled(record[name])).length) / names.length)

export const completeness = (entity: keyof typeof mattering) =>
  calc('number', { own: mattering[entity], of: (record: Readonly<Record<string, unknown>>) => percentFilled(mattering[entity], record) })
