import { loadMessages, type MessageKey } from './messages.ts'
import type { Values } from './speak.ts'

/** The English words of places and commands: many type those, whatever language their app speaks. */
export const english = async (): Promise<(key: MessageKey, values?: Values) => string> => {
  const loaded = await Promise.all((['shell', 'records', 'pages'] as const).map((area) => loadMessages('en', area, 'en')))
  const messages = new Map(loaded.flatMap((area) => [...area]))
  return (key, values = {}) => messages.get(key)?.(values) ?? key
}
