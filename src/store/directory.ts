import type { Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
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

/** Which pack holds what: a short list of bucket ranges, and the id lists of packs opened lately. */
export interface Directory {
  readonly packs: () => readonly PackRow[]
  readonly reload: () => Promise<void>
  /** Every packed body of each record (two where a fold left an older copy behind), each block opened once. */
  readonly find: (wanted: readonly Wanted[]) => Promise<Findings>
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

const INDEXES_KEPT = 64

export const openDirectory = async (
  database: Database,
  keyring: Keyring,
  onBroken: (pack: PackRow, error: PackError) => Promise<void>,
): Promise<Directory> => {
  let packs: readonly PackRow[] = []
  let byEntity = new Map<string, PackRow[]>()
  const indexes = new Map<string, Promise<Result<PackIndex, PackError>>>()

  const reload = async () => {
    packs = (await database.packs.toArray()).filter(({ isReplaced }) => isReplaced === 0)
    byEntity = Map.groupBy(packs, ({ spaceId, entity }) => `${spaceId}/${entity}`)
  }
  const vaultFor = ({ spaceId, device, epoch }: PackRow) => keyring.packVault(spaceId, device, epoch)
  const bytesOf = async ({ id }: PackRow) => (await database.packBytes.get(id))?.bytes

  const indexOf = (pack: PackRow): Promise<Result<PackIndex, PackError>> => {
    const known = indexes.get(pack.id)
    if (known) {
      indexes.delete(pack.id)
      indexes.set(pack.id, known)
      return known
    }
    const made = (async () => {
      const bytes = await bytesOf(pack)
      return bytes === undefined ? err('corrupt' as const) : openIndex(bytes, pack, await vaultFor(pack))
    })()
    indexes.set(pack.id, made)
    const [oldest] = indexes.keys()
    if (indexes.size > INDEXES_KEPT && oldest !== undefined) indexes.delete(oldest)
    return made
  }

  const covering = ({ ref: { spaceId, entity, bucket }, after }: Wanted) =>
    (byEntity.get(`${spaceId}/${entity}`) ?? []).filter(({ low, high, n }) => low <= bucket && bucket <= high && n > after)

  const findIn = async (pack: PackRow, ids: ReadonlySet<Id>): Promise<Result<readonly PackedRecord[], PackError>> => {
    const index = await indexOf(pack)
    if (!index.ok) return index
    const positions = index.value.ids.flatMap((id, position) => (ids.has(id) ? [position] : []))
    if (positions.length === 0) return ok([])
    const bytes = await bytesOf(pack)
    return bytes === undefined ? err('corrupt') : openRecords(bytes, pack, index.value, positions, await vaultFor(pack))
  }

  const find = async (wanted: readonly Wanted[]): Promise<Findings> => {
    const idsByPack = new Map<PackRow, Set<Id>>()
    for (const one of wanted) {
      for (const pack of covering(one)) idsByPack.set(pack, (idsByPack.get(pack) ?? new Set()).add(one.ref.id))
    }
    const bodies = new Map<Id, Found[]>()
    const broken = new Set<Id>()
    for (const [pack, ids] of idsByPack) {
      const records = await findIn(pack, ids)
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
    reload,
    find,
    openAll: async (pack) => {
      const bytes = await bytesOf(pack)
      return bytes === undefined ? err('corrupt') : openPack(bytes, pack, await vaultFor(pack))
    },
  }
}
