import type * as z from 'zod/mini'
import type { Entity, Field, PersonName } from './entity.ts'
import { schemaOf } from './validator.ts'

/** What is wrong with one field, by its path; each code has a sentence in the messages. */
export interface Problem {
  readonly path: string
  readonly code: ProblemCode
}
export const problemCodes = [
  'required',
  'tooLong',
  'invalidEmail',
  'invalidPhone',
  'invalidDay',
  'invalidNumber',
  'invalidMoney',
  'invalidUrl',
  'invalidChoice',
  'circle',
  'invalid',
] as const
export type ProblemCode = (typeof problemCodes)[number]

export type Values = Readonly<Record<string, unknown>>

/** Strict toward people: every problem of a new record, field by field. */
export const checkDraft = (entity: Entity, values: Values): readonly Problem[] => {
  const parsed = schemaOf(entity).safeParse(values)
  const found = (parsed.error?.issues ?? []).map((issue) => ({
    path: issue.path.join('/'),
    code: codeOf(issue, fieldAt(entity, issue.path)),
  }))
  const blank = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.required && isBlank(values[name]) ? [{ path: name, code: 'required' as const }] : [],
  )
  return unique([...blank, ...found])
}

/** What a form asks for and was left empty; a record that comes in another way may lack it. */
export const checkAsked = (entity: Entity, values: Values): readonly Problem[] =>
  Object.entries(entity.fields).flatMap(([name, field]) =>
    field.isAsked && (isBlank(values[name]) || isEmptyList(values[name])) ? [{ path: name, code: 'required' as const }] : [],
  )

/** What is wrong with one value at a path: `name`, `phones/<id>` (a whole item) or `phones/<id>/value`. */
export const checkValue = (entity: Entity, path: string, value: unknown): readonly Problem[] => {
  const [head = '', item, inner] = path.split('/')
  const declared = entity.fields[head]
  if (declared === undefined || declared.merge === 'calc') return [{ path, code: 'invalid' }]
  if (declared.merge === 'set') return typeof value === 'boolean' ? [] : [{ path, code: 'invalid' }]
  if (declared.items !== undefined && inner === undefined) return value === null ? [] : checkItem(declared, `${head}/${item ?? ''}`, value)
  if (inner === 'order') return typeof value === 'string' ? [] : [{ path, code: 'invalid' }]
  return checkField(inner === undefined ? declared : declared.items?.[inner], path, value)
}

const checkItem = ({ items = {} }: Field, path: string, value: unknown): readonly Problem[] =>
  Object.entries(items).flatMap(([name, field]) => checkField(field, `${path}/${name}`, (value as Values)[name] ?? null)) // items are objects

const checkField = (field: Field | undefined, path: string, value: unknown): readonly Problem[] => {
  if (field === undefined) return [{ path, code: 'invalid' }]
  if (isBlank(value)) return field.required || field.isAsked ? [{ path, code: 'required' }] : []
  const parsed = schemaOf(field).safeParse(value)
  return unique((parsed.error?.issues ?? []).map((issue) => ({ path, code: codeOf(issue, field) })))
}

/** What is stored of a value that passed: trimmed, blanks as null. */
export const cleaned = (field: Field | undefined, value: unknown): unknown => {
  if (field === undefined || isBlank(value)) return field?.merge === 'text' ? '' : null
  const parsed = schemaOf(field).safeParse(value)
  return parsed.success ? parsed.data : value
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const isBlank = (value: unknown): boolean => {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  const name = value as Partial<PersonName> // any other object has neither part, and is no name
  return typeof value === 'object' && 'family' in value && 'given' in value && `${name.family ?? ''}${name.given ?? ''}`.trim() === ''
}

const fieldAt = (entity: Entity, path: readonly PropertyKey[]): Field | undefined => {
  const [head, , inner] = path
  const field = entity.fields[String(head)]
  return inner === undefined ? field : field?.items?.[String(inner)]
}

const byKind: Readonly<Partial<Record<string, ProblemCode>>> = {
  email: 'invalidEmail',
  phone: 'invalidPhone',
  url: 'invalidUrl',
  day: 'invalidDay',
  instant: 'invalidDay',
  moment: 'invalidDay',
  number: 'invalidNumber',
  percent: 'invalidNumber',
  money: 'invalidMoney',
  unitPrice: 'invalidMoney',
  choice: 'invalidChoice',
}

const codeOf = (issue: z.core.$ZodIssue, field: Field | undefined): ProblemCode => {
  if (issue.code === 'too_big') return 'tooLong'
  if (issue.code === 'invalid_type' && issue.input === undefined && field?.required) return 'required'
  return byKind[field?.kind ?? ''] ?? 'invalid'
}

const unique = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ path }, i) => problems.findIndex((other) => other.path === path) === i)
