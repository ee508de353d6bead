import { untrack } from 'svelte'
import { enterRoom } from '../../../engine/rooms/enter.ts'
import type { Peer, Place, RoomDocument } from '../../../sync/rooms/document.ts'
import type { RoomEnd } from '../../../sync/rooms/protocol.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import { toasts } from '../../act.svelte.ts'
import { book } from '../../book.svelte.ts'

/** A record's page as others see it, and they it. */
export interface Live {
  /** Null until it is open, and where nothing may be written. */
  readonly room: RoomDocument | null
  /** Everyone else's tabs here, and this person's other ones. */
  readonly peers: readonly Peer[]
  /** Where this person is: in a field, or nowhere in particular. */
  readonly place: (place: Place | null) => void
}

/** For as long as the component lives. Call it while one is set up. */
export const goLive = (id: () => string): Live => {
  const { client } = book()
  let room = $state.raw<RoomDocument | null>(null)
  let peers = $state.raw<readonly Peer[]>([])

  $effect(() => {
    const wanted = id()
    const { isLeft, leave } = leaving()
    let opened: RoomDocument | null = null
    const onDropped = (why: RoomEnd) => {
      room = null
      peers = []
      if (isLeft() || why !== 'refused') return
      toasts.show({ text: i18n.t('record.live.refused'), kind: 'problem' })
      begin()
    }
    const open = async () => {
      const { openRoomDocument } = await import('../../../sync/rooms/document.ts')
      if (isLeft()) return
      const entered = await openRoomDocument({
        enter: () => enterRoom(client, wanted),
        onDropped,
        revive: () => client.call('ping'),
      })
      if (isLeft() || entered === null) {
        void entered?.leave()
        return
      }
      const look = () => (peers = entered.peers())
      entered.onPeers(look)
      look()
      room = opened = entered
    }
    // Without a room the page is what it is without company.
    const begin = () => void open().catch(() => undefined)
    begin()
    return () => {
      leave()
      void opened?.leave()
      room = null
      peers = []
    }
  })

  return {
    get room() {
      return room
    },
    get peers() {
      return peers
    },
    place: (place) => untrack(() => room?.place(place)),
  }
}

const leaving = () => {
  const controller = new AbortController()
  return { isLeft: () => controller.signal.aborted, leave: () => controller.abort() }
}

/** Who of them is in a field. */
export const peersIn = ({ peers }: Live, field: string): readonly Peer[] => peers.filter(({ place }) => place?.field === field)

export const peerName = ({ name }: Peer): string => name ?? i18n.t('record.live.someone')
