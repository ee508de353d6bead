import { askedAhead } from '../core/ahead.ts'
import { areEqual, type Bytes } from '../core/bytes.ts'
import { entityOf, type Id } from '../core/ids.ts'
import { entityNamed } from '../domain/entities.ts'
import { hashOf } from './bulk.ts'
import type { Database, LogPlace, PackRow, QuarantineRow, WriterRow } from './database.ts'
import { decodeItem, type Item, type UpdateItem } from './item.ts'
import { isDerived, isGenuine } from './derived.ts'
import { FIRST_EPOCH, type Keyring } from './keyring.ts'
import type { Counters } from './ledger.ts'
import { openIndex, type PackIndex } from './pack.ts'
import { AWAITED } from './quarantine.ts'
import { versionOf } from './record.ts'
import { ownWriters, writersIn } from './writers.ts'

/** An entry as the log brought it, followed and verified. */
export interface Arrived {
  readonly msgId: string
  readonly bytes: Bytes
  readonly device: string
  readonly memberId: string
  /** Where its author stood; the log's start for what its author did not write. */
  readonly cursor: LogPlace
  /** Where the log stands after it. */
  readonly place: LogPlace
  /** Null: ours or kept, so its data is here already. A text: why it cannot be opened. */
  readonly content: readonly Bytes[] | string | null
}

export interface Arrival {
  readonly entries: readonly Arrived[]
  readonly rosterPlace: number
  /** The highest push counter that the log has shown of each device by then. */
  readonly counters: Counters
  /** Whether records of an entity may lie in this space. */
  readonly holds: (entity: string) => boolean
  /** Whose a device is; null for a stranger. */
  readonly memberOf: (device: string) => string | null
  readonly fetchPack: (packId: string) => Promise<Bytes | null>
  /** Records that are read apart, from the log's start: see `rebase.ts`. */
  readonly isApart: (id: Id) => boolean
  /** Items that were set aside before and may be taken by now. */
  readonly again: readonly Source[]
}

export type Update = UpdateItem & Source
/** An item and where it came from. */
export interface Source {
  /** Its key in the quarantine: `items/<space>/<message>/<place>/<device>/<member>`. */
  readonly key: string
  readonly bytes: Bytes
  readonly device: string
  readonly memberId: string
}
export interface NewPack {
  readonly row: Omit<PackRow, 'n'>
  readonly bytes: Bytes
  readonly index: PackIndex
}

/** Everything that a run of entries says, sorted; what cannot be taken lies in `aside`. */
export interface Sorted {
  readonly updates: readonly Update[]
  readonly packs: readonly NewPack[]
  readonly takenBack: readonly PackRow[]
  readonly branches: readonly LogPlace[]
  readonly writers: readonly WriterRow[]
  readonly aside: readonly Aside[]
  /** Packs named by each entry, by its message id. */
  readonly packsByEntry: ReadonlyMap<string, readonly string[]>
}
export interface Aside {
  readonly key: string
  readonly reason: string
  readonly bytes: Bytes
}

export interface ArrivalDeps {
  readonly database: Database
  readonly keyring: Keyring
  readonly crypto: Crypto
  readonly spaceId: string
}

export const sortArrival = async (
  deps: ArrivalDeps,
  { entries, holds, memberOf, fetchPack, again }: Omit<Arrival, 'counters'>,
): Promise<Sorted> => {
  const aside: Aside[] = []
  const updates: Update[] = []
  const branches: LogPlace[] = []
  const named: (Extract<Item, { kind: 'pack' }> & Source)[] = []
  const taken: (Extract<Item, { kind: 'takenBack' }> & Source)[] = []
  const packsByEntry = new Map<string, readonly string[]>()

  const sort = (item: Item, source: Source) => {
    const put = (reason: string) => void aside.push({ ...source, reason })
    switch (item.kind) {
      case 'update':
        if (!holds(entityOf(item.id))) put('otherSpace')
        else if (item.version > (versionOfEntity(item.id) ?? item.version)) put('newer')
        else updates.push({ ...item, ...source })
        return
      case 'pack':
        if (holds(item.pack.entity)) named.push({ ...item, ...source })
        else put('otherSpace')
        return
      case 'takenBack':
        taken.push({ ...item, ...source })
        return
      case 'branch':
        branches.push(...item.places)
        return
      case 'packName':
        put('corrupt')
    }
  }
  const take = (source: Source): Item | null => {
    const decoded = decodeItem(source.bytes)
    if (decoded.ok) sort(decoded.value, source)
    else aside.push({ ...source, reason: decoded.error })
    return decoded.ok ? decoded.value : null
  }
  for (const source of again) take(source)
  for (const { msgId, bytes, device, memberId, content } of entries) {
    const packs: string[] = []
    if (typeof content === 'string') aside.push({ key: `entries/${deps.spaceId}/${msgId}`, reason: content, bytes })
    else
      for (const [i, item] of (content ?? []).entries()) {
        const key = `items/${deps.spaceId}/${msgId}/${i}/${device}/${memberId}`
        const known = take({ key, bytes: item, device, memberId })
        if (known?.kind === 'pack') packs.push(known.pack.id)
      }
    packsByEntry.set(msgId, packs)
  }
  const { genuine, writers } = await byTheirWriters(deps, updates, memberOf, aside)
  const packs = await newPacks(deps, named, fetchPack, aside)
  const takenBack = await packsTakenBack(deps, taken, packs, memberOf, aside)
  return { updates: genuine, packs, takenBack, branches, writers, aside, packsByEntry }
}

const versionOfEntity = (id: Id): number | null => {
  const entity = entityNamed(entityOf(id))
  return entity === null ? null : versionOf(entity) // one that only a newer app knows merges all the same
}

/**
 * An edit may carry only its author's own client ids; an id belongs to the device that it was first seen of, in the order of the log. A record as it
 * stands carries others' as well, and says whose they are: that counts where nothing is known.
 */
const byTheirWriters = async (
  { database, keyring }: ArrivalDeps,
  updates: readonly Update[],
  memberOf: Arrival['memberOf'],
  aside: Aside[],
): Promise<{ readonly genuine: readonly Update[]; readonly writers: readonly WriterRow[] }> => {
  const spoken: { readonly update: Update; readonly writers: readonly number[] }[] = []
  for (const update of updates) {
    const writers = writersOf(update)
    if (writers === null) aside.push({ ...update, reason: 'corrupt' })
    else if (update.writers === null && writers.some(isDerived) && !(await isGenuine(update.id, update.delta.update)))
      aside.push({ ...update, reason: 'forged' })
    else spoken.push({ update, writers: writers.filter((writer) => !isDerived(writer)) })
  }
  const all = [...new Set(spoken.flatMap(({ writers }) => writers))]
  const known = await database.writers.bulkGet(all)
  const devices = new Map(known.flatMap((row) => (row === undefined ? [] : [[row.writer, row.device] as const])))
  for (const writer of await ownWriters(database)) devices.set(writer, keyring.device.id)
  const fresh = new Map<number, WriterRow>()
  const genuine = spoken.flatMap(({ update, writers }) => {
    const note = (writer: number, device: string, memberId: string) => {
      if (devices.has(writer) || isDerived(writer)) return
      devices.set(writer, device)
      fresh.set(writer, { writer, device, memberId })
    }
    const { device, memberId } = update
    if (update.writers !== null) {
      for (const { writer, device } of update.writers) {
        const theirs = memberOf(device)
        if (theirs !== null) note(writer, device, theirs)
      }
      return [update]
    }
    if (writers.some((writer) => (devices.get(writer) ?? device) !== device)) {
      aside.push({ ...update, reason: 'forged' })
      return []
    }
    for (const writer of writers) note(writer, device, memberId)
    return [update]
  })
  return { genuine, writers: [...fresh.values()] }
}

const writersOf = ({ delta }: Update): readonly number[] | null => {
  try {
    return writersIn(delta)
  } catch {
    return null
  }
}

/** Packs that are on their way at once: between an answer and the next question the line would stand still. */
const AHEAD = 4

/** Checked and laid down one by one, so that a cut does not bring the first ones back to nothing; they are seen once their rows are there. */
const newPacks = async (
  { database, keyring, crypto, spaceId }: ArrivalDeps,
  named: readonly (Extract<Item, { kind: 'pack' }> & Source)[],
  fetchPack: Arrival['fetchPack'],
  aside: Aside[],
): Promise<readonly NewPack[]> => {
  const standing = await database.packs.bulkGet(named.map(({ pack }) => pack.id))
  const packs = new Map<string, NewPack>()
  const isWhole = async (bytes: Bytes | null | undefined, hash: Bytes): Promise<boolean> =>
    bytes !== null && bytes !== undefined && areEqual(await hashOf(crypto, bytes), hash)
  const brought = async ({ pack, hash }: (typeof named)[number]) => {
    const kept = (await database.packBytes.get(pack.id))?.bytes
    return (await isWhole(kept, hash)) ? { kept, bytes: kept } : { kept, bytes: await fetchPack(pack.id) }
  }
  const wanted = named.filter((_, i) => standing[i] === undefined)
  for await (const [{ pack, hash, device, ...source }, { kept, bytes }] of askedAhead(wanted, AHEAD, brought)) {
    if (packs.has(pack.id)) continue
    if (bytes === null || bytes === undefined || !(await isWhole(bytes, hash))) {
      aside.push({ ...source, reason: bytes === null ? 'missing' : 'altered' })
      continue
    }
    const label = { id: pack.id, spaceId, entity: pack.entity }
    const index = await openIndex(bytes, label, await keyring.packVault(spaceId, device, FIRST_EPOCH))
    if (!index.ok) {
      aside.push({ ...source, reason: index.error })
      continue
    }
    if (bytes !== kept) await database.packBytes.put({ id: pack.id, bytes })
    const row = { ...pack, spaceId, count: index.value.ids.length, device, epoch: FIRST_EPOCH, isReplaced: 0 as const }
    packs.set(pack.id, { row, bytes, index: index.value })
  }
  return [...packs.values()]
}

/** Only whoever made an import takes it back, on whichever device. One whose pack did not arrive waits for it. */
const packsTakenBack = async (
  { database, spaceId }: ArrivalDeps,
  taken: readonly (Extract<Item, { kind: 'takenBack' }> & Source)[],
  arriving: readonly NewPack[],
  memberOf: Arrival['memberOf'],
  aside: Aside[],
): Promise<readonly PackRow[]> => {
  const wanted = taken.flatMap(({ packs, ...source }) => packs.map((id) => ({ id, source })))
  const standing = await database.packs.bulkGet(wanted.map(({ id }) => id))
  const found = wanted.flatMap(({ id, source }, i) => {
    const row = standing[i] ?? arriving.find((pack) => pack.row.id === id)?.row
    if (row === undefined) aside.push({ ...source, reason: AWAITED })
    const isTheirs = row?.spaceId === spaceId && (row.device === source.device || memberOf(row.device) === source.memberId)
    return isTheirs && row.isTakenBack === undefined ? [{ n: 0, ...row }] : []
  })
  return [...new Map(found.map((row) => [row.id, row])).values()]
}

/** Sealed as they came, to be tried again or shown. */
export const quarantineRows = (keyring: Keyring, aside: readonly Aside[], at: number): Promise<QuarantineRow[]> =>
  Promise.all(
    aside.map(async ({ key, reason, bytes }) => ({ key, reason, at, sealed: await keyring.vault.seal(bytes, `quarantine|${key}`) })),
  )

/** What a later app, or a relay that is whole again, may make readable. */
const WORTH_A_TRY: ReadonlySet<string> = new Set(['newer', 'missing', 'altered', 'unreadable', AWAITED])

/** Items that were set aside in this space and are worth another try. */
export const setAsideItems = async ({ database, keyring, spaceId }: ArrivalDeps): Promise<readonly Source[]> => {
  const rows = await database.quarantine.where('key').startsWith(`items/${spaceId}/`).toArray()
  const opened = await Promise.all(
    rows
      .filter(({ reason }) => WORTH_A_TRY.has(reason))
      .map(async ({ key, sealed }) => {
        const bytes = await keyring.vault.open(sealed, `quarantine|${key}`)
        const [device = '', memberId = ''] = key.split('/').slice(4)
        return bytes.ok ? [{ key, bytes: bytes.value, device, memberId }] : []
      }),
  )
  return opened.flat()
}
