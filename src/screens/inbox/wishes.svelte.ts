import type { Change } from '../../domain/change.ts'
import { book, watchOne } from '../book.svelte.ts'
import type { Quiet } from './quiet.ts'

/** What the person wants to be told, and when not; it stands with the member and follows them to every device. Call it while a component is set up. */
export const watchWishes = () => {
  const { client, opened } = book()
  const me = watchOne(() => opened.memberId)
  const fields = $derived(me.view?.fields ?? {})
  const number = (value: unknown) => (typeof value === 'number' ? value : null)
  return {
    /** Until then nobody knows what they wish to hear. */
    get isKnown(): boolean {
      return me.view !== null
    },
    get muted(): readonly string[] {
      return Array.isArray(fields['mutedKinds']) ? fields['mutedKinds'].filter((kind) => typeof kind === 'string') : []
    },
    get quiet(): Quiet {
      return { from: number(fields['quietFrom']), to: number(fields['quietTo']) }
    },
    put: (changes: readonly Change[]) => client.call('edit', [{ id: opened.memberId, changes }]),
  }
}
