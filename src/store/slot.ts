import type { Database } from './database.ts'
import { unlessFull } from './quota.ts'

/**
 * A tab's own client ids: one for register writes (the engine alone), one for live documents (the editor's thread alone).
 * They are kept, and used again by the next tab, because a new one for each session would cost every record 23 bytes for ever.
 */
export interface Slot {
  readonly index: number
  /** Both change where the database turns out to be a copy: `parting.ts`. */
  writer: number
  live: number
  /** The highest clock that its engine has written. */
  readonly lastClock: number
  readonly release: () => void
}
export interface SlotRow {
  readonly writer: number
  readonly live: number
  readonly lastClock: number
}

export const slotKey = (index: number | ''): string => `slot/${index}`

/** Takes the first slot whose lock is free; the lock is never stolen, so no two engines ever write under one id. */
export const claimSlot = async (database: Database, locks: LockManager, crypto: Crypto): Promise<Slot> => {
  for (let index = 0; ; index += 1) {
    const release = await tryLock(locks, `${database.name}/slot/${index}`)
    if (release === null) continue
    const known = (await database.meta.get(slotKey(index)))?.value as SlotRow | undefined // written only below and by commit
    const row = known ?? { writer: newClientId(crypto), live: newClientId(crypto), lastClock: 0 }
    // On a full disk the ids are kept with the first commit, which there can be none before.
    if (known === undefined) await unlessFull(database.meta.put({ key: slotKey(index), value: row }))
    return { index, ...row, release }
  }
}

/** Resolves with the release function, or null where another tab holds the lock. */
const tryLock = (locks: LockManager, name: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null)
          return undefined
        }
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })

/** 32 random bits, as Yjs draws its own; 0 is left out. */
export const newClientId = (crypto: Crypto): number => crypto.getRandomValues(new Uint32Array(1))[0] || 1
