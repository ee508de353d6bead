import type { Bytes } from '../core/bytes.ts'
import { entityOf, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import { sortArrival, type Arrival } from './arrival.ts'
import { hashOf, newPackId } from './bulk.ts'
import type { Write } from './commit.ts'
import type { OutboxRow, PackRow } from './database.ts'
import { refOf } from './directory.ts'
import { merge } from './document.ts'
import { decodeItem, type UpdateItem } from './item.ts'
import { FIRST_EPOCH } from './keyring.ts'
import type { Standing } from './ledger.ts'
import type { Look } from './look.ts'
import { encodePackItem, encodeUpdateItem } from './outbox.ts'
import { encodePack, type PackedRecord } from './pack.ts'
import { readParted, renaming } from './parting.ts'
import type { Delta } from './record.ts'
import { decodeState, type State } from './state.ts'
import { isStill, type TakeInDeps, type TakenIn } from './takein.ts'
import { transplant } from './transplant.ts'
import { writersIn } from './writers.ts'

/* After a parting (parting.ts): what the log does not have yet is said again as this device's own. */

/** A push that the log has not brought back, opened. */
export interface OpenedPush {
  readonly msgId: string
  /** It goes to the relay as it is. */
  readonly isKept: boolean
  readonly items: readonly Bytes[]
  /** Records whose edits the person let go of. */
  readonly discarded: readonly Id[]
}
/** What was made before the parting, or in its midst, and waits. */
export interface Leftovers {
  /** Records that it changed, and their buckets. */
  readonly records: ReadonlyMap<Id, number>
  readonly isEmpty: boolean
}

export interface Rebasing {
  readonly leftovers: (pushes: readonly OpenedPush[]) => Promise<Leftovers>
  readonly readAgain: (arrival: Reading, records: ReadonlyMap<Id, number>, logged: Map<Id, State>) => Promise<void>
  readonly rebase: (wanted: Rebase) => Promise<Result<TakenIn, 'diskFull' | 'moved'>>
}
export type Reading = Pick<Arrival, 'entries' | 'rosterPlace' | 'holds' | 'memberOf'>

export const openRebasing = (deps: TakeInDeps): Rebasing => ({
  leftovers: (pushes) => leftoversOf(deps, pushes),
  readAgain: (arrival, records, logged) => readAgain(deps, arrival, records, logged),
  rebase: (wanted) => rebase(deps, wanted),
})

interface Gathered {
  /** Of the records that are to be said anew. */
  readonly buckets: ReadonlyMap<Id, number>
  /** Unsent edits of each record, in their order. */
  readonly unsent: ReadonlyMap<Id, readonly UpdateItem[]>
  readonly kept: ReadonlyMap<Id, readonly UpdateItem[]>
  readonly rows: readonly number[]
  readonly pushes: readonly string[]
  /** Other items of pushes that never go as they are: they wait again. */
  readonly others: readonly Bytes[]
  readonly packs: readonly { readonly row: PackRow; readonly outboxRow: number | null }[]
}

const leftoversOf = async (deps: TakeInDeps, pushes: readonly OpenedPush[]): Promise<Leftovers> => {
  const { buckets, pushes: gone, packs } = await gather(deps, pushes)
  return { records: buckets, isEmpty: buckets.size === 0 && gone.length === 0 && packs.length === 0 }
}

const gather = async (deps: TakeInDeps, pushes: readonly OpenedPush[]): Promise<Gathered> => {
  const { database, keyring, spaceId } = deps
  const renamed = renaming(await readParted(database))
  const kept: UpdateItem[] = []
  const pushed: UpdateItem[] = []
  const others: Bytes[] = []
  const packIds: { readonly id: string; readonly outboxRow: number | null }[] = []
  const buckets = new Map<Id, number>()
  for (const { isKept, items, discarded } of pushes)
    for (const bytes of items) {
      const item = decodeItem(bytes)
      if (item.ok && item.value.kind === 'update') {
        if (!isKept) buckets.set(item.value.id, item.value.bucket)
        if (!discarded.includes(item.value.id)) (isKept ? kept : pushed).push(item.value)
      } else if (!isKept && item.ok && item.value.kind === 'pack') packIds.push({ id: item.value.pack.id, outboxRow: null })
      else if (!isKept) others.push(bytes)
    }
  const waiting: { readonly row: number; readonly item: UpdateItem }[] = []
  for (const { seq = 0, sealed, pack } of await database.outbox.where({ spaceId }).toArray()) {
    const plain = await keyring.vault.open(sealed, 'outbox')
    const item = plain.ok ? decodeItem(plain.value) : plain
    if (item.ok && item.value.kind === 'update') waiting.push({ row: seq, item: item.value })
    if (pack !== undefined) packIds.push({ id: pack, outboxRow: seq })
  }
  const isForeign = ({ delta }: UpdateItem): boolean => writersIn(delta).some((writer) => renamed(writer) !== writer)
  for (const { item } of waiting) if (isForeign(item)) buckets.set(item.id, item.bucket)
  const touched = waiting.filter(({ item }) => buckets.has(item.id))
  const rows = await database.packs.bulkGet(packIds.map(({ id }) => id))
  return {
    buckets,
    unsent: Map.groupBy([...pushed, ...touched.map(({ item }) => item)], ({ id }) => id),
    kept: Map.groupBy(kept, ({ id }) => id),
    rows: touched.map(({ row }) => row),
    pushes: pushes.filter(({ isKept }) => !isKept).map(({ msgId }) => msgId),
    others,
    packs: packIds.flatMap(({ outboxRow }, i) => {
      const row = rows[i]
      return row !== undefined && row.device !== keyring.device.id ? [{ row, outboxRow }] : []
    }),
  }
}

/** Takes a run of the log's entries into states that know nothing of this database's own unsent edits. */
const readAgain = async (deps: TakeInDeps, arrival: Reading, records: ReadonlyMap<Id, number>, logged: Map<Id, State>): Promise<void> => {
  const { updates } = await sortArrival(deps, { ...arrival, fetchPack: () => Promise.resolve(null), isApart: () => false, again: [] })
  for (const update of updates) if (records.has(update.id)) logged.set(update.id, withUpdate(logged.get(update.id) ?? null, update))
}

const withUpdate = (state: State | null, { version, bucket, delta }: UpdateItem): State => {
  const before = state ?? { version, bucket, doc: new Uint8Array(0), history: [], waiting: [] }
  const known = { ...before, version: Math.max(before.version, version) }
  try {
    return delta.update.length === 0 ? known : merge(known, delta)
  } catch {
    return known // Yjs throws on what it did not write: it lies in quarantine
  }
}

export interface Rebase {
  readonly from: Standing
  readonly pushes: () => Promise<readonly OpenedPush[]>
  /** The records as the log has them, up to `from`. */
  readonly logged: ReadonlyMap<Id, State>
  /** Those that were read so: all of them are written, for nothing of the log has reached them since. */
  readonly records: ReadonlyMap<Id, number>
}

/** All of it in one commit. `moved`: somebody wrote in the midst of it, so the log is to be read again. */
const rebase = async (deps: TakeInDeps, wanted: Rebase): Promise<Result<TakenIn, 'diskFull' | 'moved'>> => {
  const { database, spaceId } = deps
  const committed = await deps.commit<'moved'>(async (look) => {
    const gathered = await gather(deps, await wanted.pushes())
    if (!(await isStill(deps, wanted.from)) || gathered.buckets.keys().some((id) => !wanted.records.has(id))) return err('moved')
    const writes = await writesOf(deps, look, wanted, gathered)
    const items = [
      ...gathered.others,
      ...writes.flatMap(({ ref, state, delta }) => (delta.update.length > 0 ? [encodeUpdateItem(ref.id, state, delta)] : [])),
    ]
    const made = await Promise.all(gathered.packs.map(({ row }) => madeAnew(deps, row, () => true)))
    const folded = await foldedWithout(deps, writes)
    const rows = await Promise.all(
      items.map(async (item): Promise<OutboxRow> => ({ spaceId, sealed: await deps.keyring.vault.seal(item, 'outbox') })),
    )
    const notices = await Promise.all(
      made.map(async ({ row, bytes }): Promise<OutboxRow> => {
        const item = encodePackItem(row, await hashOf(deps.crypto, bytes))
        return { spaceId, sealed: await deps.keyring.vault.seal(item, 'outbox'), pack: row.id }
      }),
    )
    const replaced = gathered.packs.map(({ row }) => row.id)
    const gone = [...gathered.rows, ...gathered.packs.flatMap(({ outboxRow }) => outboxRow ?? [])]
    const received = {
      tables: [database.packs, database.packBytes, database.pushes],
      movesPacks: made.length + folded.length > 0,
      isCurrent: async () => (await isStill(deps, wanted.from)) && !(await database.outbox.bulkGet(gone)).includes(undefined),
      write: async () => {
        await Promise.all([
          database.outbox.bulkDelete(gone),
          database.pushes.bulkDelete([...gathered.pushes]),
          database.packs.bulkDelete(replaced),
          database.packBytes.bulkDelete(replaced),
        ])
        await database.outbox.bulkAdd([...notices, ...rows])
        await database.packs.bulkPut([...made, ...folded].map(({ row }) => row))
        await database.packs.bulkPut(folded.map(({ old }): PackRow => ({ ...old, isReplaced: 1 })))
        await database.packBytes.bulkPut([...made, ...folded].map(({ row: { id }, bytes }) => ({ id, bytes })))
      },
    }
    return ok({ writes, lastClock: 0, received })
  })
  if (!committed.ok) {
    if (committed.error === 'unreadable') throw new Error('a record that was changed before the parting cannot be read')
    return err(committed.error)
  }
  await deps.directory.reload()
  return ok({ ...committed.value, hasPacks: false, removed: [] })
}

const writesOf = async (
  deps: TakeInDeps,
  look: Look,
  { logged, records }: Rebase,
  { unsent, kept }: Gathered,
): Promise<readonly Write[]> => {
  const renamed = renaming(await readParted(deps.database))
  const packed = await importedStates(deps, records)
  const writes: Write[] = []
  for (const [id, bucket] of records) {
    const items = unsent.get(id) ?? []
    const ref = refOf(deps.spaceId, id, bucket)
    const mine = await look.state(ref)
    if (mine === null) continue
    const empty: State = { ...mine, doc: new Uint8Array(0), history: [], waiting: [] }
    const base = [...(packed.get(id) ?? []), logged.get(id) ?? empty].reduce(united, empty)
    const whole = (kept.get(id) ?? []).reduce<State>(withUpdate, base)
    const deltas = items.map(({ delta }): Delta => delta)
    const { state, delta } = transplant({ mine, base: whole, unsent: deltas, renamed }) ?? { state: whole, delta: nothing }
    if (state.doc.length > 0) writes.push({ ref: { ...ref, bucket: state.bucket }, state, delta })
  }
  return writes
}

const united = (a: State, b: State): State =>
  [b.doc, ...b.waiting].filter(({ length }) => length > 0).reduce((state, update) => merge(state, { update, history: b.history }), a)

const nothing: Delta = { update: new Uint8Array(0), history: [] }

/** Records as imports brought them: packs that travel never change, so they hold no later edit. */
const importedStates = async (
  { database, directory, spaceId }: TakeInDeps,
  buckets: Gathered['buckets'],
): Promise<ReadonlyMap<Id, readonly State[]>> => {
  const states = new Map<Id, State[]>()
  const packs = (await database.packs.toArray()).filter((pack) => pack.spaceId === spaceId && !pack.isFolded && pack.isReplaced === 0)
  for (const pack of packs) {
    if (!holdsAny(pack, buckets)) continue
    const opened = await directory.openAll(pack)
    for (const { id, body } of opened.ok ? opened.value : []) {
      const state = buckets.has(id) ? decodeState(body) : null
      if (state?.ok) states.set(id, [...(states.get(id) ?? []), state.value])
    }
  }
  return states
}

const holdsAny = ({ entity, low, high }: PackRow, buckets: Gathered['buckets']): boolean =>
  buckets.entries().some(([id, bucket]) => entityOf(id) === entity && bucket >= low && bucket <= high)

interface MadeAnew {
  readonly old: PackRow
  readonly row: PackRow
  readonly bytes: Bytes
}

/** The pack as one of this device's own: others open it with the key of whoever names it. */
const madeAnew = async (
  { directory, keyring, crypto }: TakeInDeps,
  old: PackRow,
  stays: (record: PackedRecord) => boolean,
): Promise<MadeAnew> => {
  const opened = await directory.openAll(old)
  if (!opened.ok) throw new Error(`a pack of ours does not open: ${opened.error}`)
  const records = opened.value.filter(stays)
  const device = keyring.device.id
  const row = { ...old, id: newPackId(crypto), count: records.length, device, epoch: FIRST_EPOCH }
  return { old, row, bytes: await encodePack(row, records, await keyring.packVault(old.spaceId, device, FIRST_EPOCH)) }
}

/** A folded pack is folded again with what is written anew: it must not bring back what is no more. */
const foldedWithout = async (deps: TakeInDeps, writes: readonly Write[]): Promise<readonly MadeAnew[]> => {
  const written = new Set(writes.map(({ ref }) => ref.id))
  const folded = deps.directory.packs().filter((pack) => pack.spaceId === deps.spaceId && pack.isFolded)
  const made: MadeAnew[] = []
  for (const pack of folded) {
    const one = await madeAnew(deps, pack, ({ id }) => !written.has(id))
    if (one.row.count < pack.count) made.push(one)
  }
  return made
}
