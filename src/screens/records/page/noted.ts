import type { Id } from '../../../core/ids.ts'
import { book } from '../../book.svelte.ts'

/** Whoever only passes by, as with J through a list, has not opened a record; and by then nobody waits for the page. */
const LOOKED_MS = 1_000

/** Notes that a record was opened; answers how to call it off. */
export const noteOpened = (id: Id): (() => void) => {
  const { client } = book()
  // Nobody asked for it: what it fails at is told to whoever writes something next.
  const timer = setTimeout(() => void client.call('mark', id, 'opened').catch(() => undefined), LOOKED_MS)
  return () => clearTimeout(timer)
}
