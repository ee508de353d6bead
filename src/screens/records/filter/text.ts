import type { EntityName } from '../../../domain/entities.ts'
import type { EntityFacts } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { MessageKey } from '../../../i18n/messages.ts'
import type { Condition, Op, Operand, Span } from '../../../tables/view.ts'
import { baseCurrency } from '../currency.ts'
import { isGroup, type FilterGroup, type Part } from './edit.ts'
import { filterableAt, filterableLabel, type Filterable } from './fields.ts'
import { nameOf } from './names.svelte.ts'
import { asksOf, operandsIn, takesNone } from './ops.ts'

type Facts = Readonly<Record<EntityName, EntityFacts>>

/** Days have words of their own: "before", "on". */
const dayOps: Readonly<Partial<Record<Op, MessageKey>>> = {
  above: 'shell.opDay.above',
  atLeast: 'shell.opDay.atLeast',
  atMost: 'shell.opDay.atMost',
  below: 'shell.opDay.below',
  is: 'shell.opDay.is',
  isNot: 'shell.opDay.isNot',
}

export const opText = (op: Op, field: Filterable): string =>
  i18n.t((asksOf(field.fact) === 'day' ? dayOps[op] : undefined) ?? `shell.op.${op}`)

/** What is asked is plain where the field is named: "Stage: Proposal, Negotiation". */
const plainOps: ReadonlySet<Op> = new Set<Op>(['is', 'anyOf', 'within'])

/** A condition as one reads it: "Amount at least ฿5,000". */
export const conditionText = (condition: Condition, from: EntityName, facts: Facts): string => {
  const field = filterableAt(condition.column, from, facts)
  if (field === null) return i18n.t('filter.gone', { field: condition.column })
  const label = filterableLabel(field, from)
  const { op } = condition
  if (takesNone(op)) return i18n.t('filter.chipOp', { field: label, op: opText(op, field) })
  const value = valuesText(operandsIn(condition), op, field)
  return plainOps.has(op)
    ? i18n.t('filter.chipIs', { field: label, value })
    : i18n.t('filter.chip', { field: label, op: opText(op, field), value })
}

/** A part of a filter in one line: "Stage: Proposal or Amount above ฿5,000". */
export const partText = (part: Part, from: EntityName, facts: Facts): string => {
  if (!isGroup(part)) return conditionText(part, from, facts)
  const texts = part.parts.map((inner) => (isGroup(inner) ? `(${partText(inner, from, facts)})` : partText(inner, from, facts)))
  const list = joined(texts, part.mode)
  return part.mode === 'none' ? i18n.t('filter.not', { what: list }) : list
}

export const operandText = (operand: Operand, op: Op, { fact, entity, list }: Filterable): string => {
  if (typeof operand === 'boolean') return i18n.t(operand ? 'shell.yes' : 'shell.no')
  if (typeof operand === 'number')
    return asksOf(fact) === 'money' ? i18n.money({ amount: operand, currency: baseCurrency() }) : i18n.number(operand)
  switch (asksOf(fact)) {
    case 'choice':
      return list === null ? i18n.label(entity, fact.name, operand) : i18n.label(entity, list, fact.name, operand)
    case 'record':
      return nameOf(operand)
    case 'day':
      return op === 'within' ? spanText(operand as Span) : i18n.day(operand) // `within` takes nothing but spans
    default:
      return operand
  }
}

export const spanText = (span: Span): string => i18n.t(`shell.span.${span}`)

const valuesText = (operands: readonly Operand[], op: Op, field: Filterable): string => {
  const texts = operands.map((operand) => operandText(operand, op, field))
  if (op === 'between') return texts.join(' – ')
  return texts.length > 3 ? `${texts.slice(0, 2).join(', ')} +${i18n.number(texts.length - 2)}` : texts.join(', ')
}

const joined = (texts: readonly string[], mode: FilterGroup['mode']): string =>
  new Intl.ListFormat(i18n.formats.tag, { type: mode === 'all' ? 'conjunction' : 'disjunction' }).format(texts)
