import type { Bytes } from '../../core/bytes.ts'
import type { Link } from '../../sync/link/link.ts'
import type { Live, Said } from '../../sync/live.ts'
import type { RelayPlatform } from '../workspace.ts'
import type { Channel } from '../../store/store.ts'

/** What one tab asks of the one that speaks to the relay, and what that one tells the others. */
export type LiveNote = { readonly kind: 'say' | 'heard'; readonly said: Said } | { readonly kind: 'back' }

/** What is said beside the log, for all tabs of this device. */
export interface LiveLine {
  readonly say: (spaceId: string, record: string, message: Bytes) => void
  /** What others say, this person's other tabs among them. */
  readonly listen: (heard: (said: Said) => void) => () => void
  /** The line to the relay is there again: nobody knows yet who is here. */
  readonly onBack: (heard: () => void) => () => void
}
/** The leading tab's end of it. */
export interface LeadingLine extends LiveLine {
  readonly hear: (spaceId: string, sealed: Uint8Array) => void
  readonly back: () => void
  readonly stop: () => void
}

interface Deps {
  readonly live: Live
  readonly channel: Channel<LiveNote>
  /** This device and person. */
  readonly self: () => Pick<Said, 'device' | 'memberId'>
  /** Calls back where this tab speaks to the relay. */
  readonly withLink: (work: (link: Link) => void | Promise<void>) => void
  readonly after: RelayPlatform['after']
}

/** Ms: who was not heard of for so long does not look any more. */
export const SILENT = 30_000

export const openLiveLine = ({ live, channel, self, withLink, after }: Deps): LeadingLine => {
  const ears = new Set<(said: Said) => void>()
  const backEars = new Set<() => void>()
  let cancelAlone: (() => void) | null = null

  const tell = (said: Said) => ears.forEach((ear) => ear(said))
  const tellBack = () => backEars.forEach((ear) => ear())
  const send = ({ spaceId, record, message }: Said) =>
    withLink(async (link) => {
      const sealed = await live.seal(spaceId, record, message)
      if (sealed !== null) link.sendAwareness(spaceId, sealed)
    })

  /** Edits go out sooner while somebody watches. */
  const accompanied = (link: Link) => {
    cancelAlone?.()
    link.setAccompanied(true)
    cancelAlone = after(SILENT, () => link.setAccompanied(false))
  }

  const stopListening = channel.listen((note) => {
    if (note.kind === 'back') tellBack()
    else tell(note.said)
    if (note.kind === 'say') send(note.said)
  })

  return {
    say: (spaceId, record, message) => {
      const said = { ...self(), spaceId, record, message }
      channel.post({ kind: 'say', said })
      send(said)
    },
    listen: (heard) => {
      ears.add(heard)
      return () => ears.delete(heard)
    },
    onBack: (heard) => {
      backEars.add(heard)
      return () => backEars.delete(heard)
    },
    hear: (spaceId, sealed) =>
      withLink(async (link) => {
        const opened = await live.open(spaceId, sealed, link.roster())
        if (!opened.ok) return // the next one says it again
        accompanied(link)
        channel.post({ kind: 'heard', said: opened.value })
        tell(opened.value)
      }),
    back: () => {
      channel.post({ kind: 'back' })
      tellBack()
    },
    stop: () => {
      cancelAlone?.()
      stopListening()
    },
  }
}
