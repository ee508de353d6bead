import type { Bytes } from '../core/bytes.ts'
import { entityOf, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import { readCommitMeta, startMeta } from './commitmeta.ts'
import type { Database, PackRow } from './database.ts'
import type { Keyring } from './keyring.ts'
import { openIndex, openPack, openRecords, type PackedRecord, type PackError, type PackIndex } from './pack.ts'

/** A record's address. Its bucket chooses the packs to look in. */
export interface RecordRef {
  readonly spaceId: string
  readonly entity: string
  readonly id: Id
  readonly bucket: number
}

export const refOf = (spaceId: string, id: Id, bucket: number): RecordRef => ({ spaceId, entity: entityOf(id), id, bucket })

/** Which pack holds what: a short list of bucket ranges, and the id lists of packs opened lately. */
export interface Directory {
  readonly packs: () => readonly PackRow[]
  /** How often records had moved when it was read: with another count in the database it is out of date. */
  readonly folds: () => number
  readonly reload: () => Promise<void>
  /** Every packed body of each record (two where a fold left an older copy behind), each block opened once. */
  readonly find: (wanted: readonly Wanted[]) => Promise<Findings>
  /** The same in packs of imports that were taken back. */
  readonly findTakenBack: (wanted: readonly Wanted[]) => Promise<Findings>
  readonly openAll: (pack: PackRow) => Promise<Result<readonly PackedRecord[], PackError>>
}
export interface Wanted {
  readonly ref: RecordRef
  /** Only packs that came after this commit: a loose record already holds what was packed before it. */
  readonly after: number
}
export interface Findings {
  readonly bodies: ReadonlyMap<Id, readonly Found[]>
  /** Records that may lie in a pack that does not open. */
  readonly broken: ReadonlySet<Id>
}
export interface Found {
  readonly n: number
  readonly body: Uint8Array
}

const groupOf = ({ spaceId, entity }: Pick<PackRow, 'spaceId' | 'entity'>): string => `${spaceId}/${entity}`

const INDEXES_KEPT = 64
/** So few are kept at hand. */
const FEW = 16
const LATELY_KEPT = 256

export const openDirectory = async (
  database: Database,
  keyring: Keyring,
  onBroken: (pack: PackRow, error: PackError) => Promise<void>,
): Promise<Directory> => {
  let packs: readonly PackRow[] = []
  let { folds } = startMeta
  let standing = new Map<string, PackRow[]>()
  let takenBack = new Map<string, PackRow[]>()
  const indexes = new Map<string, Promise<Result<PackIndex, PackError>>>()
  /** Bodies by pack and id, null where the pack has no such record. A pack never changes. */
  const lately = new Map<string, Uint8Array | null>()

  const reload = async () => {
    const [rows, meta] = await database.transaction('r', [database.packs, database.meta], () =>
      Promise.all([database.packs.toArray(), readCommitMeta(database)]),
    )
    packs = rows.filter(({ isReplaced, isTakenBack }) => isReplaced === 0 && isTakenBack === undefined)
    folds = meta.folds
    standing = Map.groupBy(packs, groupOf)
    takenBack = Map.groupBy(
      rows.filter(({ isTakenBack }) => isTakenBack),
      groupOf,
    )
  }
  const vaultFor = ({ spaceId, device, epoch }: PackRow) => keyring.packVault(spaceId, device, epoch)
  const bytesOf = async ({ id }: PackRow) => (await database.packBytes.get(id))?.bytes

  /** With the pack's bytes where they had to be read for it. */
  const indexOf = (
    pack: PackRow,
  ): { readonly index: Promise<Result<PackIndex, PackError>>; readonly bytes: Promise<Bytes | undefined> | null } => {
    const known = indexes.get(pack.id)
    if (known) {
      indexes.delete(pack.id)
      indexes.set(pack.id, known)
      return { index: known, bytes: null }
    }
    const bytes = bytesOf(pack)
    const index = (async () => {
      const read = await bytes
      return read === undefined ? err('corrupt' as const) : openIndex(read, pack, await vaultFor(pack))
    })()
    indexes.set(pack.id, index)
    const [oldest] = indexes.keys()
    if (indexes.size > INDEXES_KEPT && oldest !== undefined) indexes.delete(oldest)
    return { index, bytes }
  }

  const covering = (among: ReadonlyMap<string, readonly PackRow[]>, { ref: { bucket, ...ref }, after }: Wanted) =>
    (among.get(groupOf(ref)) ?? []).filter(({ low, high, n }) => low <= bucket && bucket <= high && n > after)

  const readIn = async (pack: PackRow, ids: ReadonlySet<Id>): Promise<Result<readonly PackedRecord[], PackError>> => {
    const asked = indexOf(pack)
    const index = await asked.index
    if (!index.ok) return index
    const positions = index.value.ids.flatMap((id, position) => (ids.has(id) ? [position] : []))
    if (positions.length === 0) return ok([])
    const bytes = await (asked.bytes ?? bytesOf(pack))
    return bytes === undefined ? err('corrupt') : openRecords(bytes, pack, index.value, positions, await vaultFor(pack))
  }

  /** What was read lately is at hand: who edits a record has just looked at it. */
  const findIn = async (pack: PackRow, ids: ReadonlySet<Id>): Promise<Result<readonly PackedRecord[], PackError>> => {
    if (ids.size > FEW) return readIn(pack, ids)
    const keyOf = (id: Id) => `${pack.id}/${id}`
    const unknown = new Set([...ids].filter((id) => !lately.has(keyOf(id))))
    if (unknown.size > 0) {
      const read = await readIn(pack, unknown)
      if (!read.ok) return read
      for (const id of unknown) lately.set(keyOf(id), null)
      for (const { id, body } of read.value) lately.set(keyOf(id), body.slice())
    }
    const found = [...ids].flatMap((id) => {
      const body = lately.get(keyOf(id)) ?? null
      return body === null ? [] : [{ id, body }]
    })
    for (const key of lately.keys()) if (lately.size > LATELY_KEPT) lately.delete(key)
    return ok(found)
  }

  const findAmong = async (among: ReadonlyMap<string, readonly PackRow[]>, wanted: readonly Wanted[]): Promise<Findings> => {
    const idsByPack = new Map<PackRow, Set<Id>>()
    for (const one of wanted) {
      for (const pack of covering(among, one)) idsByPack.set(pack, (idsByPack.get(pack) ?? new Set()).add(one.ref.id))
    }
    const bodies = new Map<Id, Found[]>()
    const broken = new Set<Id>()
    const opened = await Promise.all([...idsByPack].map(async ([pack, ids]) => ({ pack, ids, records: await findIn(pack, ids) })))
    for (const { pack, ids, records } of opened) {
      if (!records.ok) {
        await onBroken(pack, records.error)
        for (const id of ids) broken.add(id)
      } else for (const { id, body } of records.value) bodies.set(id, [...(bodies.get(id) ?? []), { n: pack.n, body }])
    }
    return { bodies, broken }
  }

  await reload()
  return {
    packs: () => packs,
    folds: () => folds,
    reload,
    find: (wanted) => findAmong(standing, wanted),
    findTakenBack: (wanted) => findAmong(takenBack, wanted),
    openAll: async (pack) => {
      const bytes = await bytesOf(pack)
      return bytes === undefined ? err('corrupt') : openPack(bytes, pack, await vaultFor(pack))
    },
  }
}

/** Packs that others replaced: gone when no other tab could still be reading them. */
export const dropReplaced = async (database: Database): Promise<void> => {
  const ids = (await database.packs.toArray()).flatMap(({ id, isReplaced }) => (isReplaced === 1 ? [id] : []))
  await database.transaction('rw', [database.packs, database.packBytes], async () => {
    await database.packs.bulkDelete(ids)
    await database.packBytes.bulkDelete(ids)
  })
}
