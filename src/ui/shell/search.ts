import { getContext, setContext } from 'svelte'

const SEARCH = Symbol('search')

/** Lends what opens the search of everything to the heads of pages inside. Call it while a component is set up. */
export const lendSearch = (open: () => void): void => {
  setContext(SEARCH, open)
}
/** Null where nobody lends it. */
export const lentSearch = (): (() => void) | null => getContext<(() => void) | undefined>(SEARCH) ?? null
