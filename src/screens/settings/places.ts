import { i18n } from '../../i18n/i18n.svelte.ts'
import type { Choice } from '../../ui/fields/control.ts'
import { countries } from '../records/address.ts'

const sorted = (choices: readonly Choice[]): readonly Choice[] => choices.toSorted((a, b) => i18n.collator.compare(a.label, b.label))

/** In the person's language and its order. Reading them in markup follows a change of language. */
export const countryChoices = (): readonly Choice[] => sorted(countries.map((value) => ({ value, label: i18n.formats.country(value) })))

export const currencyChoices = (): readonly Choice[] =>
  sorted(Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${i18n.formats.currency(value)} (${value})` })))

/** The twelve months, by their numbers. */
export const monthChoices = (): readonly Choice[] =>
  Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1),
    label: i18n.month(`2026-${String(at + 1).padStart(2, '0')}`, 'nameOnly'),
  }))

/** `inUse` may be an alias that the browser lists under its other name. */
export const zoneChoices = (inUse: string): readonly Choice[] =>
  [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', inUse])].toSorted().map((value) => ({ value, label: zoneText(value) }))

/** `Asia/Ho_Chi_Minh` as people read it. */
export const zoneText = (zone: string): string => zone.replaceAll('_', ' ').replaceAll('/', ' / ')
/** Its town alone. */
export const townOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
