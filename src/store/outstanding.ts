import { REFUSED, type Database } from './database.ts'
import type { Keyring } from './keyring.ts'

/** What this device owes the relay. */
export interface Outstanding {
  /** Changes that wait, and pushes that the relay has not acknowledged. */
  readonly waiting: () => Promise<number>
  /** Pushes that the relay will never take. */
  readonly refused: () => Promise<number>
  /** Epoch ms: when there last was nothing; null where there always was something. */
  readonly syncedAt: () => Promise<number | null>
  readonly noteSynced: (at: number) => Promise<void>
}

interface Deps {
  readonly database: Database
  readonly keyring: Pick<Keyring, 'spaceIds'>
}

const SYNCED_KEY = 'syncedAt'

export const openOutstanding = ({ database, keyring }: Deps): Outstanding => {
  const { outbox, pushes, meta } = database
  /** Counted by the index: their bytes stay on the disk. */
  const pushesAt = async (ackedAt: number): Promise<number> => {
    const counts = await Promise.all(
      keyring.spaceIds().map((spaceId) => pushes.where('[spaceId+ackedAt]').equals([spaceId, ackedAt]).count()),
    )
    return counts.reduce((sum, count) => sum + count, 0)
  }
  return {
    waiting: async () => {
      const [rows, pushed] = await Promise.all([outbox.count(), pushesAt(0)])
      return rows + pushed
    },
    refused: () => pushesAt(REFUSED),
    syncedAt: async () => ((await meta.get(SYNCED_KEY))?.value as number | undefined) ?? null, // written below only
    noteSynced: async (at) => {
      await meta.put({ key: SYNCED_KEY, value: at })
    },
  }
}
