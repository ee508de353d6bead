import type { Values } from '../../../domain/check.ts'
import type { Book } from '../../book.svelte.ts'

/** The draft of one form, which the device keeps. */
export interface KeptDraft {
  readonly load: () => Promise<Values | null>
  readonly save: (values: Values) => Promise<void>
  readonly drop: () => Promise<void>
  /** The engine has made it good: it is gone from the device already. */
  readonly forget: () => void
}

/** Drafts that a full disk did not take: they last as long as the page. */
const untaken = new Map<string, Values>()

export const keptDraft = ({ client, opened }: Pick<Book, 'client' | 'opened'>, key: string): KeptDraft => {
  const place = `${opened.id}/${key}`
  const forget = (): void => {
    untaken.delete(place)
  }
  return {
    load: async () => untaken.get(place) ?? client.call('loadDraft', key),
    save: async (values) => {
      forget()
      if (!(await client.call('saveDraft', key, values))) untaken.set(place, values)
    },
    drop: async () => {
      forget()
      await client.call('dropDraft', key)
    },
    forget,
  }
}
