import type { EntityByName, EntityName } from '../domain/entities.ts'
import type { LabelKey, SharedLabel } from '../domain/label.ts'
import type { Locale } from './locales.ts'
import { speak, type Compiled, type Values } from './speak.ts'

/** One file per language and area, loaded with the screens that speak it. The English files say which keys there are. */
export const areas = ['shell', 'records', 'pages', 'import', 'insight', 'welcome', 'settings', 'people', 'work', 'fields', 'goals'] as const
export type Area = (typeof areas)[number]

type English = typeof import('./messages/en/shell.json') &
  typeof import('./messages/en/records.json') &
  typeof import('./messages/en/pages.json') &
  typeof import('./messages/en/import.json') &
  typeof import('./messages/en/insight.json') &
  typeof import('./messages/en/welcome.json') &
  typeof import('./messages/en/settings.json') &
  typeof import('./messages/en/people.json') &
  typeof import('./messages/en/work.json') &
  typeof import('./messages/en/fields.json') &
  typeof import('./messages/en/goals.json')

export type MessageKey = keyof English
/** Every field and every choice of every entity; the English records file lacks none, or this file does not compile. */
export type Label = { [N in EntityName]: LabelKey<EntityByName<N>> }[EntityName] | SharedLabel
export type LabelsWithoutText = Exclude<Label, MessageKey>

/** A message's text with its values filled in. */
export type Message = (values: Values) => string

/** The messages of one area in one language; rejects where the file cannot be fetched. */
export const loadMessages = (locale: Locale, area: Area, formatLocale: string): Promise<ReadonlyMap<string, Message>> => {
  const path = `./messages/${locale}/${area}.json`
  const key = `${path} ${formatLocale}`
  const loading = loadings.get(key) ?? fetchMessages(path, formatLocale)
  loadings.set(key, loading)
  // What failed is asked for again the next time.
  loading.catch(() => loadings.delete(key))
  return loading
}

const files = import.meta.glob<Readonly<Record<string, Compiled>>>('./messages/*/*.json', { import: 'default' })
const loadings = new Map<string, Promise<ReadonlyMap<string, Message>>>()

const fetchMessages = async (path: string, formatLocale: string): Promise<ReadonlyMap<string, Message>> => {
  const compiled = await files[path]?.()
  return new Map(Object.entries(compiled ?? {}).map(([key, text]) => [key, messageOf(text, formatLocale)]))
}

const messageOf = (text: Compiled, formatLocale: string): Message =>
  typeof text === 'string' ? () => text : (values) => speak(text, values, formatLocale)
