import type { Id } from '../core/ids.ts'
import { CACHE_MARK } from './cachemark.ts'
import { COMMIT_KEY, noteTakenBack, readCommitMeta } from './commitmeta.ts'
import type { Database, OutboxRow, PackRow } from './database.ts'
import { refOf, type Directory } from './directory.ts'
import type { Keyring } from './keyring.ts'
import { recordKey } from './look.ts'
import { encodeTakenBackItem } from './outbox.ts'
import type { PackedRecord } from './pack.ts'
import { unlessFull } from './quota.ts'
import { decodeState } from './state.ts'

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly keyring: Keyring
  readonly locks: LockManager
  readonly isShared: boolean
  readonly onCommit: (n: number, outgoing: number) => void
}

export interface TakenBack {
  readonly ids: readonly Id[]
  readonly n: number
}

/**
 * Takes an import back: its packs go; what was edited since lies elsewhere and stays. A pack that others may hold, or that holds what somebody
 * edited, is only set aside, and the others are told: an edit of theirs that is still on its way finds there what it builds on.
 * Answers the ids that are gone from the packs, and the number of the commit; 0 where a full disk took none.
 */
export const removeImport = async (deps: Deps, importId: string): Promise<TakenBack> => {
  const { database, directory, keyring, locks, isShared, onCommit } = deps
  const packs = directory.packs().filter((pack) => pack.importId === importId && pack.device === keyring.device.id)
  const ids: Id[] = []
  const edited = new Set<string>()
  for (const pack of packs) {
    const records = await directory.openAll(pack)
    if (!records.ok) continue
    ids.push(...records.value.map(({ id }) => id))
    if (await isEdited(deps, pack, records.value)) edited.add(pack.id)
  }
  const told = await Promise.all(
    packs.map(async ({ id, spaceId }) => ({ id, spaceId, sealed: await keyring.vault.seal(encodeTakenBackItem([id]), 'outbox') })),
  )

  const within = <T>(work: () => Promise<T>): PromiseLike<T> =>
    database.transaction('rw', [database.packs, database.packBytes, database.outbox, database.meta], work)
  /** Nobody else has it, and nothing builds on it. */
  const dropUnsent = async (): Promise<ReadonlySet<string>> => {
    const rows = isShared ? await database.outbox.filter(({ pack }) => pack !== undefined).toArray() : []
    const seqByPack = new Map(rows.map(({ pack = '', seq = 0 }) => [pack, seq]))
    const gone = packs.map(({ id }) => id).filter((id) => !isShared || (seqByPack.has(id) && !edited.has(id)))
    await database.packs.bulkDelete(gone)
    await database.packBytes.bulkDelete(gone)
    await database.outbox.bulkDelete(gone.flatMap((id) => seqByPack.get(id) ?? []))
    // The column cache still shows what is gone, and a full disk takes no note of it: it is made anew.
    await database.meta.delete(CACHE_MARK)
    return new Set(gone)
  }
  const setAside = async (gone: ReadonlySet<string>) => {
    const rest = packs.filter(({ id }) => !gone.has(id))
    await database.packs.bulkPut(rest.map((pack): PackRow => ({ ...pack, isTakenBack: true })))
    await database.outbox.bulkAdd(told.filter(({ id }) => !gone.has(id)).map(({ spaceId, sealed }): OutboxRow => ({ spaceId, sealed })))
    const meta = await readCommitMeta(database)
    await database.meta.put({ key: COMMIT_KEY, value: { n: meta.n + 1, folds: meta.folds + 1 } })
    await noteTakenBack(database, meta.n + 1, packs)
    return meta.n + 1
  }
  let n = 0
  await locks.request(`${database.name}/commit`, async () => {
    const both = within(async () => {
      n = await setAside(await dropUnsent())
    })
    if (await unlessFull(both)) return
    n = 0
    // Full to the brim, a browser takes no write but one that only deletes; other tabs then hear of it with the next commit.
    const gone = await within(dropUnsent)
    await unlessFull(within(async () => (n = await setAside(gone))))
  })
  await directory.reload()
  if (n > 0) onCommit(n, isShared ? told.reduce((sum, { sealed }) => sum + sealed.length, 0) : 0)
  return { ids, n }
}

const isEdited = async ({ database, directory }: Deps, pack: PackRow, records: readonly PackedRecord[]): Promise<boolean> => {
  const loose = await database.records.bulkGet(records.map(({ id }) => recordKey({ spaceId: pack.spaceId, id })))
  if (loose.some((row) => row !== undefined)) return true
  const wanted = records.map(({ id, body }) => {
    const state = decodeState(body)
    return { ref: refOf(pack.spaceId, id, state.ok ? state.value.bucket : pack.low), after: pack.n }
  })
  return (await directory.find(wanted)).bodies.size > 0
}
