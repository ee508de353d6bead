import type { Attachment } from 'svelte/attachments'
import type { Id } from '../../core/ids.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { showAbove } from '../above.svelte.ts'

/** A call that went out of the app to the phone. */
interface Call {
  readonly about: Id
  readonly number: string
  /** Ms of the page's own clock. */
  readonly from: number
}

/** Nobody comes back from a call within this, in ms: the browser asks which app is to call. */
const SHORTEST_MS = 1_000

let call: Call | null = null

/** A number was pressed: whoever comes back is asked what came of it. */
export const beginCall = (about: Id, number: string): void => {
  call = { about, number, from: performance.now() }
  document.addEventListener('visibilitychange', comeBack)
  window.addEventListener('focus', comeBack)
}

const comeBack = (): void => {
  if (call === null || document.hidden || performance.now() - call.from < SHORTEST_MS) return
  const { about, number, from } = call
  call = null
  document.removeEventListener('visibilitychange', comeBack)
  window.removeEventListener('focus', comeBack)
  const seconds = Math.round((performance.now() - from) / 1_000)
  showAbove(() => i18n.speaking(import('./CallSheet.svelte'), 'work', 'pages'), { about, number, seconds })
}

/** Hears every number that is pressed on a record's page. */
export const hearCalls =
  (about: Id): Attachment<HTMLElement> =>
  (page) => {
    const onclick = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="tel:"]') : null
      if (link !== null) beginCall(about, link.href.slice('tel:'.length))
    }
    page.addEventListener('click', onclick)
    return () => page.removeEventListener('click', onclick)
  }
