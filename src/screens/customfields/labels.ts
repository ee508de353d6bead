import { newItemId } from '../../core/ids.ts'
import { nBetween } from '../../core/order.ts'
import type { Change } from '../../domain/change.ts'
import { locales, type Locale } from '../../i18n/locales.ts'

/** What a thing is called in each language; empty where it has no word of its own. */
export type Labels = Readonly<Record<Locale, string>>

interface Item {
  readonly id: string
  readonly locale: string
  readonly text: string
}

const itemsIn = (value: unknown): readonly Item[] => (Array.isArray(value) ? (value as readonly Item[]) : []) // the record's list of labels

export const labelsIn = (value: unknown): Labels =>
  Object.fromEntries(locales.map((locale) => [locale, itemsIn(value).find((item) => item.locale === locale)?.text ?? ''])) as Labels // of every locale

/** Of a new record. */
export const labelItems = (labels: Labels): readonly (Item & { readonly order: string })[] => {
  const places = nBetween(null, null, locales.length)
  return locales.flatMap((locale, at) => {
    const text = labels[locale].trim()
    return text === '' ? [] : [{ id: newItemId(Math.random), order: places[at] ?? '', locale, text }]
  })
}

export const labelChanges = (value: unknown, labels: Labels): readonly Change[] =>
  locales.flatMap((locale): readonly Change[] => {
    const old = itemsIn(value).find((item) => item.locale === locale)
    const text = labels[locale].trim()
    if (text === (old?.text ?? '')) return []
    if (old === undefined)
      return labelItems({ ...labelsIn(null), [locale]: text }).map(({ id, ...item }) => ({ path: `labels/${id}`, value: item }))
    return [text === '' ? { path: `labels/${old.id}`, value: null } : { path: `labels/${old.id}/text`, value: text }]
  })
