import { searchParams } from 'sv-router'
import type { View } from '../../../tables/view.ts'
import type { ListArea } from '../../area.ts'
import { go } from '../../go.ts'
import { hrefWith, viewFrom, withParts } from './listview.ts'

/** How long typing must rest before the address follows, in milliseconds: browsers limit how often it may change. */
const rest = 300

/** The view that the address holds; what is typed into the search box is in force at once and in the address a little later. */
export const viewInAddress = (area: () => ListArea, hrefOf = (view: View): string => hrefWith(location.pathname, view)) => {
  let typed = $state.raw<{ text: string; over: string } | null>(null)
  let sent = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const held = $derived.by(() => {
    const text = searchParams.get('v')
    // The router makes numbers of what looks like one.
    return viewFrom(area(), text === null ? null : String(text))
  })
  const heldSearch = $derived(held.view.search ?? '')
  // Going back or pressing a link changes what the address says: then it is right, and not what was typed before.
  const search = $derived(typed !== null && (heldSearch === typed.over || heldSearch === sent) ? typed.text : heldSearch)
  const view = $derived(withParts(held.view, { search }))

  const put = (next: View, options?: { readonly replace?: boolean }) => {
    clearTimeout(timer)
    go(hrefOf(next), options)
  }

  return {
    get view(): View {
      return view
    },
    get search(): string {
      return search
    },
    /** The address holds a view that cannot be read. */
    get isUnread(): boolean {
      return held.isUnread
    },
    /** Takes what cannot be read out of the address. */
    clear: () => put(view, { replace: true }),
    /** A step that "back" takes back. */
    set: (next: View) => put(next),
    type: (text: string): void => {
      typed = { text, over: heldSearch }
      clearTimeout(timer)
      timer = setTimeout(() => {
        sent = text.trim() === '' ? '' : text
        put(view, { replace: true })
      }, rest)
    },
    /** Before leaving: no late write may bring the list back. */
    end: (): void => clearTimeout(timer),
  }
}
