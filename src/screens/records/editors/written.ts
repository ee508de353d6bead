import { dayNumber, dayMs, dayOf, instantAt, startOfDay } from '../../../core/day.ts'
import type { DecimalMark } from '../../../core/decimal.ts'
import { moneyText, priceText } from '../../../core/money.ts'
import { parseMoney, parseNumber, parsePrice } from '../../../core/moneyreading.ts'
import type { FieldFact } from '../../../engine/facts.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { isMoney, isPrice } from '../value.ts'

/** A value as its control holds it while it is edited. */
export const written = ({ kind }: Pick<FieldFact, 'kind'>, value: unknown): string => {
  const { decimalMark } = i18n.formats
  if (isMoney(value)) return marked(shortest(moneyText(value)), decimalMark)
  if (isPrice(value)) return marked(shortest(priceText(value)), decimalMark)
  if (kind === 'moment') return typeof value === 'number' ? momentText(value) : textOf(value)
  if (typeof value === 'number') return kind === 'instant' ? dayOf(value, i18n.manner.timeZone) : marked(String(value), decimalMark)
  return textOf(value)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * What a text means, as the record keeps it; null for nothing. A text that cannot be read goes on as it is: the engine's check names what is wrong with it,
 * and nothing is lost. `before` lends what the control does not show, the time of a day.
 */
export const readWritten = ({ kind }: Pick<FieldFact, 'kind'>, text: string, currency: string, before: unknown = null): unknown => {
  if (text.trim() === '') return kind === 'prose' ? '' : null
  const read = readerByKind[kind]
  if (read === undefined) return text
  return read(text, currency, before) ?? text
}

type Reader = (text: string, currency: string, before: unknown) => unknown

const readerByKind: Readonly<Partial<Record<string, Reader>>> = {
  money: (text, currency) => valueOf(parseMoney(text, currency, i18n.formats.decimalMark)),
  unitPrice: (text, currency) => valueOf(parsePrice(text, currency, i18n.formats.decimalMark)),
  number: (text) => valueOf(parseNumber(text, i18n.formats.decimalMark)),
  percent: (text) => valueOf(parseNumber(text, i18n.formats.decimalMark)),
  moment: (text) => momentIn(text),
  instant: (text, _, before) => (/^\d{4}-\d\d-\d\d$/.test(text) ? instantOn(text, before) : null),
}

/** `2026-11-22T14:30`, or the day alone where the moment stands at midnight. */
const momentText = (value: number): string => {
  const { timeZone } = i18n.manner
  const day = dayOf(value, timeZone)
  const minutes = Math.round((value - startOfDay(day, timeZone)) / 60_000)
  const two = (figure: number) => String(figure).padStart(2, '0')
  return minutes === 0 ? day : `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const momentIn = (text: string): number | null => {
  const [, day = '', hour = '0', minute = '0'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d))?$/.exec(text) ?? []
  return day === '' ? null : instantAt(dayNumber(day) * dayMs + (Number(hour) * 60 + Number(minute)) * 60_000, i18n.manner.timeZone)
}

/** The same time of another day. */
const instantOn = (day: string, before: unknown): number => {
  const { timeZone } = i18n.manner
  const time = typeof before === 'number' ? before - startOfDay(dayOf(before, timeZone), timeZone) : 0
  return instantAt(dayNumber(day) * dayMs + time, timeZone)
}

const valueOf = <T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null => (read.ok ? read.value : null)

/** 1200.00 is typed as 1200, 12.50 as 12.50. */
const shortest = (text: string): string => text.replace(/\.0+$/, '')
const marked = (text: string, mark: DecimalMark): string => (mark === '.' ? text : text.replace('.', mark))
