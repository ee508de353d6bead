import { utf8 } from '../core/bytes.ts'
import type { Database, PackRow } from './database.ts'
import { unlessFull } from './quota.ts'
import type { Vault } from './vault.ts'

export interface Quarantined {
  readonly key: string
  readonly reason: string
  /** Epoch ms. */
  readonly at: number
}

/** Why an import's taking back is set aside that came before the import: nothing is amiss. */
export const AWAITED = 'awaited'

/** What cannot be read: set aside, shown, never dropped. */
export interface Quarantine {
  readonly noteRecord: (key: string, reason: string) => Promise<void>
  readonly notePack: (pack: PackRow, reason: string) => Promise<void>
  readonly list: () => Promise<readonly Quarantined[]>
}

export const openQuarantine = (database: Database, vault: Vault, now: () => number): Quarantine => {
  const note = async (key: string, reason: string) => {
    if (await database.quarantine.get(key)) return
    const sealed = await vault.seal(utf8(reason), `quarantine|${key}`)
    await unlessFull(database.quarantine.put({ key, reason, at: now(), sealed }))
  }
  return {
    noteRecord: (key, reason) => note(`records/${key}`, reason),
    notePack: ({ id }, reason) => note(`packs/${id}`, reason),
    list: async () =>
      (await database.quarantine.filter(({ reason }) => reason !== AWAITED).toArray()).map(({ key, reason, at }) => ({ key, reason, at })),
  }
}
