import type { Bytes } from '../core/bytes.ts'
import type { Result } from '../core/result.ts'
import { setAsideItems, type Arrival, type Source } from './arrival.ts'
import { hashOf } from './bulk.ts'
import { readParted } from './parting.ts'
import type { Rebasing } from './rebase.ts'
import { decodeItem } from './item.ts'
import type { Retold } from './retelling.ts'
import { openLedger, type Ledger, type Standing } from './ledger.ts'
import { encodePackItem } from './outbox.ts'
import { takeIn, type TakeInDeps, type TakenIn } from './takein.ts'

/** Something of this device that waits to be sent. */
export interface Waiting {
  /** Its row in the outbox. */
  readonly row: number
  /** Null where it is of no use any more. */
  readonly item: Bytes | null
  /** The pack that it names. */
  readonly pack: string | null
}

/** A space's log as the store knows it: what goes out to it, and what comes in. */
export interface SpaceLog extends Ledger {
  readonly items: (limit: number) => Promise<readonly Waiting[]>
  readonly packBytes: (packId: string) => Promise<Bytes | null>
  /** All that was written after commit `since`, said anew. */
  readonly retelling: (since: number) => AsyncIterable<Retold>
  /** What was set aside and is worth another try. */
  readonly setAside: () => Promise<readonly Source[]>
  /** For a device that was a copy of another; null where it never was. */
  readonly rebasing: () => Promise<Rebasing | null>
  readonly takeIn: (from: Standing, arrival: Arrival) => Promise<Result<TakenIn, 'diskFull' | 'moved'>>
}

export const openSpaceLog = (deps: TakeInDeps): SpaceLog => {
  const { database, keyring, crypto, spaceId, now } = deps
  const ledger = openLedger(database, spaceId)
  const packBytes = async (packId: string): Promise<Bytes | null> => (await database.packBytes.get(packId))?.bytes ?? null

  /** Version 1 of the database named a pack and no more. */
  const packItem = async (packId: string): Promise<Bytes | null> => {
    const [row, bytes] = await Promise.all([database.packs.get(packId), packBytes(packId)])
    return row === undefined || bytes === null ? null : encodePackItem(row, await hashOf(crypto, bytes))
  }

  /** A row that does not open is set aside as it is; nothing else of the device may wait behind it. */
  const opened = async (row: number, sealed: Bytes): Promise<Waiting> => {
    const plain = await keyring.vault.open(sealed, 'outbox')
    if (!plain.ok) {
      const key = `outbox/${spaceId}/${row}`
      await database.quarantine.put({ key, reason: plain.error, at: now(), sealed })
      return { row, item: null, pack: null }
    }
    const item = decodeItem(plain.value)
    if (item.ok && item.value.kind === 'packName') return { row, item: await packItem(item.value.id), pack: item.value.id }
    const pack = item.ok && item.value.kind === 'pack' ? item.value.pack.id : null
    // Taken back before it travelled.
    const isGone = pack !== null && (await database.packs.get(pack)) === undefined
    return { row, item: isGone ? null : plain.value, pack }
  }

  return {
    ...ledger,
    packBytes,
    items: async (limit) => Promise.all((await ledger.waiting(limit)).map(({ seq = 0, sealed }) => opened(seq, sealed))),
    rebasing: async () => ((await readParted(database)) === null ? null : (await import('./rebase.ts')).openRebasing(deps)),
    retelling: async function* (since) {
      yield* (await import('./retelling.ts')).retelling(deps, since)
    },
    setAside: () => setAsideItems(deps),
    takeIn: (from, arrival) => takeIn(deps, from, arrival),
  }
}
