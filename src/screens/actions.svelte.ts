import type { MessageKey } from '../i18n/messages.ts'
import type { MenuItem } from '../ui/floats/menu.ts'

/** The words of one language. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
type Items = (say: Say) => readonly MenuItem[]

let lent: readonly Items[] = []

/** What can be done to what is open, for whoever looks for it by name. Call it while a component is set up: it ends with it. */
export const lendActions = (items: Items): void => {
  $effect(() => {
    lent = [...lent, items]
    return () => {
      lent = lent.filter((other) => other !== items)
    }
  })
}

export const lentActions = (say: Say): readonly MenuItem[] => lent.flatMap((items) => items(say))
