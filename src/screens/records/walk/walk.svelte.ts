import type { Id } from '../../../core/ids.ts'
import type { View } from '../../../tables/view.ts'
import { listen } from '../../../ui/shortcut.ts'
import type { RecordArea } from '../../area.ts'
import { book } from '../../book.svelte.ts'
import { go } from '../../go.ts'
import { viewInAddress } from '../list/address.svelte.ts'
import { asked, hrefWith, plainOf } from '../list/listview.ts'
import { rememberOpened } from '../list/opened.ts'
import { watchStand, type Stand } from './stand.ts'

export type Way = 'previous' | 'next'

/** From record to record through the list that they were opened from. */
export interface Walk {
  /** Null until it is known, and for a record that the list does not hold. */
  readonly stand: Stand | null
  /** The list, as it was left. */
  readonly listHref: string
  /** The button that led here, which is to keep the focus; null where a key or nothing did. */
  readonly held: Way | null
  /** Whether any step was taken yet. */
  readonly hasBegun: boolean
  readonly step: (way: Way, isHeld: boolean) => void
}

/** Call it while a component is set up that stays while records come and go. */
export const walkThrough = (area: () => RecordArea, id: () => Id): Walk => {
  const { client } = book()
  const address = viewInAddress(area)
  // The address is read anew with every record: the same question goes on being the same.
  const text = $derived(JSON.stringify(asked(area(), address.view)))
  const question = $derived(JSON.parse(text) as View) // what `asked` made

  let told = $state.raw<{ stand: Stand; text: string } | null>(null)
  let held = $state<Way | null>(null)
  let hasBegun = $state(false)
  let landed: number | null = null

  $effect(() => {
    const [asking, guess] = [text, landed]
    landed = null
    return watchStand(client, question, id(), guess, (stand) => (told = { stand, text: asking }))
  })

  // While the next record is on its way, its neighbour's place stays in sight.
  const stand = $derived.by(() => {
    if (told?.text !== text) return null
    const { previous, next } = told.stand
    return [told.stand, previous, next].some((one) => one?.id === id()) ? told.stand : null
  })

  const step = (way: Way, isHeld: boolean) => {
    const to = stand?.[way]
    // Until the record is there whose neighbours they are, the keys wait.
    if (!to || stand.id !== id()) return
    landed = to.at
    held = isHeld ? way : null
    hasBegun = true
    const list = plainOf(area(), address.view)
    rememberOpened(hrefWith(area().href, list), to.id)
    // "Back" leads to the list, however far one walked.
    go(hrefWith(`${area().href}/${to.id}`, list), { replace: true })
  }

  // Before the list beside the record, where any other letter looks for a name.
  $effect(() => listen({ j: () => step('next', false), k: () => step('previous', false) }, { capture: true }))

  return {
    get stand() {
      return stand
    },
    get listHref() {
      return hrefWith(area().href, plainOf(area(), address.view))
    },
    get held() {
      return held
    },
    get hasBegun() {
      return hasBegun
    },
    step,
  }
}
