import { getContext, setContext, type Snippet } from 'svelte'

const MARK = Symbol('mark')

/** Lends the one quiet mark to the heads of pages inside, for a phone, which has no rail. Call it while a component is set up. */
export const lendMark = (mark: () => Snippet): void => {
  setContext(MARK, mark)
}
/** Undefined where nobody lends it. */
export const lentMark = (): Snippet | undefined => getContext<(() => Snippet) | undefined>(MARK)?.()
