import type { Id } from '../../core/ids.ts'
import type { Presence } from '../../sync/rooms/frames.ts'
import type { Said } from '../../sync/live.ts'
import { SILENT } from '../syncing/liveline.ts'
import type { RelayPlatform } from '../workspace.ts'

/** The others who look at a record, as far as they said so lately. */
export interface Peers {
  /** What of it is to be passed on to the page, each with who it is by the roster: nobody passes for somebody else. */
  readonly heard: (said: Said, all: readonly Presence[]) => readonly Presence[]
  readonly stop: () => void
}

interface Deps {
  /** This tab's own client id. */
  readonly own: number
  readonly nameOf: (memberId: Id) => string | null
  readonly after: RelayPlatform['after']
  readonly onGone: (gone: Presence) => void
}

interface Peer {
  readonly device: string
  readonly clock: number
  readonly cancel: () => void
}

/** At one record: what is more is not shown. */
const MOST = 100

export const keepPeers = ({ own, nameOf, after, onGone }: Deps): Peers => {
  const peers = new Map<number, Peer>()

  const hear = ({ device, memberId }: Said, { client, clock, state }: Presence): readonly Presence[] => {
    const known = peers.get(client)
    if (client === own || (known !== undefined && (known.device !== device || known.clock >= clock))) return []
    known?.cancel()
    if (state === null) {
      peers.delete(client)
      return known === undefined ? [] : [{ client, clock, state }]
    }
    if (known === undefined && peers.size >= MOST) return []
    const cancel = after(SILENT, () => {
      peers.delete(client)
      onGone({ client, clock, state: null })
    })
    peers.set(client, { device, clock, cancel })
    return [{ client, clock, state: { ...state, memberId, name: nameOf(memberId) } }]
  }

  return {
    heard: (said, all) => all.flatMap((presence) => hear(said, presence)),
    stop: () => {
      for (const { cancel } of peers.values()) cancel()
      peers.clear()
    },
  }
}
