import type { TakenIn } from '../store/takein.ts'
import type { Replica } from '../sync/replica.ts'
import { createReplica } from '../sync/spacereplica.ts'
import type { Index } from './indexing.ts'
import { leaveTables } from './takenback.ts'
import { applyCommit, type Session } from './session.ts'

/** One for each space that this device has the key of. What they receive reaches the tables, and every list and record that is open. */
export const openReplicas = (session: Session, index: Index, crypto: Crypto): Promise<readonly Replica[]> => {
  const { held, store } = session
  const { keyring } = store
  const onTakenIn = (taken: TakenIn) => follow(session, index, taken)
  const spaces = held.isSample === 1 ? [] : keyring.spaceIds()
  return Promise.all(
    spaces.map(async (spaceId) => createReplica({ log: await store.log(spaceId), keyring, crypto, ready: index.rows, onTakenIn })),
  )
}

/** Packs are replayed as another tab's would be; what was merged record by record is at hand. */
const follow = async (session: Session, index: Index, { n, writes, hasPacks, removed }: TakenIn): Promise<void> => {
  if (!hasPacks && removed.length === 0) {
    if (writes.length > 0) applyCommit(session, { n, writes }, false)
    return
  }
  // Those first: catching up would else make the tables anew.
  if (removed.length > 0) await leaveTables(session, index, { ids: removed, n }, false)
  else await index.catchUp()
}
