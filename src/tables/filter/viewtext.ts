import { err, type Result } from '../../core/result.ts'
import type { Filter, Operand, Sort, View } from '../view.ts'
import { parseView, type ViewError } from './parse.ts'

/**
 * A view in the address bar, of characters that a URL leaves as they are:
 * `deal~f*a(stageId*is*stage_01h…~amount*above*'500000)~s*-amount~g*stageId~m*amount`.
 * Lists are told from single values by `**`; numbers and flags begin with a quote.
 */
export const viewToText = ({ entity, filter, search, sort, group, sums, columns, trash }: View): string =>
  [
    entity,
    ...(filter === undefined ? [] : [`f*${filterText(filter)}`]),
    ...(search === undefined ? [] : [`q*${escaped(search)}`]),
    ...(sort === undefined ? [] : [['s', ...sort.map(sortText)].join('*')]),
    ...(group === undefined ? [] : [`g*${group}`]),
    ...(sums === undefined ? [] : [['m', ...sums].join('*')]),
    ...(columns === undefined ? [] : [['c', ...columns].join('*')]),
    ...(trash === undefined ? [] : [`t*${operandText(trash)}`]),
  ].join('~')

export const textToView = (text: string): Result<View, ViewError> => {
  try {
    const [entity = '', ...parts] = split(text, '~')
    return parseView(Object.assign({ entity }, ...parts.map(partOf)))
  } catch (thrown) {
    if (thrown instanceof Unreadable) return err({ kind: 'invalidView', at: thrown.message })
    throw thrown
  }
}

class Unreadable extends Error {}

const groupMarks = { all: 'a', any: 'o', not: 'n' } as const

const filterText = (filter: Filter): string => {
  if ('all' in filter) return `${groupMarks.all}(${filter.all.map(filterText).join('~')})`
  if ('any' in filter) return `${groupMarks.any}(${filter.any.map(filterText).join('~')})`
  if ('not' in filter) return `${groupMarks.not}(${filterText(filter.not)})`
  const { column, op, value } = filter
  if (value === undefined) return `${column}*${op}`
  return typeof value === 'object' ? [column, op, '', ...value.map(operandText)].join('*') : `${column}*${op}*${operandText(value)}`
}

const sortText = ({ column, descending }: Sort): string => {
  if (descending === undefined) return column
  return (descending ? '-' : "'") + column
}

const operandText = (operand: Operand): string => {
  if (typeof operand === 'string') return operand === '' ? '!e' : escaped(operand)
  return `'${String(operand)}`
}

const partOf = (part: string): Partial<Record<keyof View, unknown>> => {
  const [mark = '', ...values] = split(part, '*')
  const [first = ''] = values
  switch (mark) {
    case 'f':
      return { filter: filterOf(part.slice(2), 0) }
    case 'q':
      return { search: unescaped(first) }
    case 's':
      return { sort: values.map(sortOf) }
    case 'g':
      return { group: first }
    case 'm':
      return { sums: values }
    case 'c':
      return { columns: values }
    case 't':
      return { trash: operandOf(first) }
    default:
      throw new Unreadable(mark)
  }
}

const sortOf = (text: string): Sort => {
  if (text.startsWith('-')) return { column: text.slice(1), descending: true }
  return text.startsWith("'") ? { column: text.slice(1), descending: false } : { column: text }
}

/** Deeper than any view may be: parsing says so, but must first come to an end. */
const deepest = 20

const filterOf = (text: string, depth: number): unknown => {
  const group = /^([aon])\((.*)\)$/s.exec(text)
  if (group === null) return conditionOf(text)
  if (depth > deepest) throw new Unreadable('filter')
  const [, mark, inner = ''] = group
  if (mark === groupMarks.not) return { not: filterOf(inner, depth + 1) }
  const filters = inner === '' ? [] : split(inner, '~').map((each) => filterOf(each, depth + 1))
  return mark === groupMarks.all ? { all: filters } : { any: filters }
}

const conditionOf = (text: string): unknown => {
  const [column = '', op = '', ...values] = split(text, '*')
  const [first, ...others] = values
  if (first === undefined) return { column, op }
  return { column, op, value: first === '' ? others.map(operandOf) : operandOf(first) }
}

const operandOf = (text: string): Operand => {
  if (!text.startsWith("'")) return unescaped(text)
  if (text === "'true" || text === "'false") return text === "'true"
  return Number(text.slice(1))
}

/** At the marks that stand in no inner bracket. */
const split = (text: string, mark: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '(') depth += 1
    else if (char === ')') depth -= 1
    else if (char === mark && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

const letterByMark: Readonly<Record<string, string>> = { '!': 'x', '~': 't', '*': 's', '(': 'o', ')': 'c', "'": 'q' }
const markByLetter = new Map(Object.entries(letterByMark).map(([mark, letter]) => [letter, mark]))
const escaped = (text: string): string => text.replace(/[!~*()']/g, (mark) => `!${letterByMark[mark] ?? ''}`)
const unescaped = (text: string): string => text.replace(/!(.)/g, (_, letter: string) => markByLetter.get(letter) ?? '')
