import { getContext, setContext, untrack } from 'svelte'
import type { Toasts } from './toasts.svelte.ts'

let open = $state.raw<readonly string[]>([])

/** Open sheets. The topmost makes the rest of the page inert: what happens is said inside it, or nobody could see or press it. */
export const openSheets = {
  get top(): string | null {
    return open.at(-1) ?? null
  },
  add: (id: string): void => {
    // Called while a sheet is set up, which must not happen again with every other sheet.
    open = [...untrack(() => open), id]
  },
  remove: (id: string): void => {
    open = untrack(() => open).filter((one) => one !== id)
  },
}

const SAID = Symbol('toasts')

/** Lends the app's toasts to the sheets inside. Call it while a component is set up. */
export const lendToasts = (toasts: Toasts): void => {
  setContext(SAID, toasts)
}
/** Null where nobody lends them: a sheet by itself. */
export const lentToasts = (): Toasts | null => getContext<Toasts | undefined>(SAID) ?? null
