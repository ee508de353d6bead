import type { Syncing } from '../../engine/syncing/protocol.ts'
import type { MessageKey } from '../../i18n/messages.ts'

export interface Mark {
  readonly state: 'synced' | 'connecting' | 'waiting' | 'offline' | 'problem'
  readonly label: MessageKey
  readonly count: number
}

/** What the one mark says: only what needs the person is loud. Null: a workspace that is not shared, or of which nothing is known yet. */
export const markOf = (syncing: Syncing | null, isOnline: boolean): Mark => {
  const mark = (state: Mark['state'], label: MessageKey, count = 0): Mark => ({ state, label, count })
  if (syncing === null) return isOnline ? mark('synced', 'shell.sync.local') : mark('offline', 'shell.sync.offline')
  const { status, waiting, notShared } = syncing
  if (status.kind === 'stopped') return mark('problem', 'shell.sync.stopped')
  if (notShared > 0) return mark('problem', 'shell.sync.notShared', notShared)
  if (status.kind === 'offline' || !isOnline)
    return waiting > 0 ? mark('offline', 'shell.sync.offlineWaiting', waiting) : mark('offline', 'shell.sync.offline')
  if (waiting > 0) return mark('waiting', 'shell.sync.waiting', waiting)
  return status.kind === 'connecting' ? mark('connecting', 'shell.sync.connecting') : mark('synced', 'shell.sync.synced')
}
