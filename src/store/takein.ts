import { areEqual } from '../core/bytes.ts'
import type { Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import {
  quarantineRows,
  sortArrival,
  type Arrival,
  type ArrivalDeps,
  type Aside,
  type NewPack,
  type Sorted,
  type Update,
} from './arrival.ts'
import type { Beside, Committer, Write } from './commit.ts'
import type { KeptEntry, LogPlace, PackRow, PushRow, QuarantineRow } from './database.ts'
import { refOf, type Directory, type RecordRef } from './directory.ts'
import { merge, mergeStates } from './document.ts'
import { noteTakenBack } from './commitmeta.ts'
import { branchRow, readStanding, sizeOf, trimRuns, writeStanding, type Standing } from './ledger.ts'
import { readableStates, type Look } from './look.ts'
import { openIndex, openRecords } from './pack.ts'
import { isMarkDue, withMark, type Mark } from './marks.ts'
import { isQuota } from './quota.ts'
import { decodeState, type State } from './state.ts'

export interface TakeInDeps extends ArrivalDeps {
  readonly directory: Directory
  readonly commit: Committer
  /** Epoch ms. */
  readonly now: () => number
}

/** What came of a run of entries. */
export interface TakenIn {
  readonly n: number
  readonly writes: readonly Write[]
  readonly hasPacks: boolean
  /** Records of imports that were taken back; those that somebody edited are still there. */
  readonly removed: readonly Id[]
}

/** Merges a run of entries in one commit, the cursor with them. `moved`: the cursor is elsewhere by now. */
export const takeIn = async (deps: TakeInDeps, from: Standing, arrival: Arrival): Promise<Result<TakenIn, 'diskFull' | 'moved'>> => {
  try {
    const sorted = await sortArrival(deps, arrival)
    const committed = await deps.commit<'moved'>(async (look) => {
      if (!(await isStill(deps, from))) return err('moved')
      const aside = [...sorted.aside]
      const updates = sorted.updates.filter(({ id }) => !arrival.isApart(id))
      const writes = await mergeAll(deps, look, { ...sorted, updates }, aside)
      const quarantined = await quarantineRows(deps.keyring, aside, deps.now())
      return ok({ writes, lastClock: 0, received: besideOf(deps, from, arrival, sorted, quarantined) })
    })
    if (!committed.ok) {
      if (committed.error === 'unreadable') throw new Error('a record that cannot be read was asked for')
      return err(committed.error)
    }
    const hasPacks = sorted.packs.length > 0
    if (hasPacks || sorted.takenBack.length > 0) await deps.directory.reload()
    return ok({ ...committed.value, hasPacks, removed: await idsOf(deps, sorted.takenBack) })
  } catch (error) {
    if (isQuota(error)) return err('diskFull')
    throw error
  }
}

export const isStill = async ({ database, spaceId }: Pick<TakeInDeps, 'database' | 'spaceId'>, { cursor }: Standing): Promise<boolean> => {
  const { seq, hash } = (await readStanding(database, spaceId)).cursor
  return seq === cursor.seq && areEqual(hash, cursor.hash)
}

const besideOf = (
  { database, spaceId, now }: TakeInDeps,
  from: Standing,
  { entries, rosterPlace, counters, again }: Arrival,
  { packs, takenBack, branches, writers, packsByEntry }: Sorted,
  quarantined: readonly QuarantineRow[],
): Beside => {
  const last = entries.at(-1)?.place ?? from.cursor
  const kept = entries.map(({ msgId, bytes, cursor, place }): KeptEntry => ({
    msgId,
    bytes,
    hash: place.hash,
    cursor,
    packs: packsByEntry.get(msgId) ?? [],
  }))
  const gone = new Set(takenBack.map(({ id }) => id))
  const { pushes, runs, quarantine } = database
  return {
    tables: [database.packs, pushes, runs, database.branches, database.writers, quarantine],
    movesPacks: packs.length > 0 || takenBack.length > 0,
    isCurrent: () => isStill({ database, spaceId }, from),
    write: async (n) => {
      // Read again: pushes may have been sealed since.
      const { retell, ...standing } = await readStanding(database, spaceId)
      const ours = await pushes.bulkGet(entries.map(({ msgId }) => msgId))
      // Another entry under a message id of ours settles nothing.
      const isHere = new Set(entries.flatMap(({ msgId, content }) => (content === null ? msgId : [])))
      const due = await pushes.where('[spaceId+ackedAt]').between([spaceId, 1], [spaceId, last.seq], true, true).toArray()
      const { marks: before = [] } = standing
      const marks = retell === undefined ? await marksAfter({ database, spaceId }, before, { ...last, n }, isHere) : before
      const left = await trimRuns(database, spaceId, standing.kept + sizeOf(kept), now())
      await quarantine.bulkDelete(again.map(({ key }) => key))
      await Promise.all([
        entries.length > 0 &&
          runs.put({
            spaceId,
            first: from.cursor.seq + 1,
            before: from.cursor.hash,
            at: now(),
            entries: kept.map((entry, i) => ({ ...entry, packs: ours[i]?.packs ?? entry.packs })),
          }),
        pushes.bulkDelete([...isHere]),
        // Acknowledged at a place where something else lies now: the relay lost it since.
        pushes.bulkPut(due.filter(({ msgId }) => !isHere.has(msgId)).map((row): PushRow => ({ ...row, ackedAt: 0 }))),
        database.packs.bulkPut(packs.filter(({ row }) => !gone.has(row.id)).map(({ row }): PackRow => ({ ...row, n }))),
        database.packs.bulkPut(takenBack.map((row): PackRow => ({ ...row, n: row.n || n, isTakenBack: true }))),
        takenBack.length > 0 && noteTakenBack(database, n, takenBack),
        database.branches.bulkPut(branches.map((place) => branchRow(spaceId, place, 1))),
        database.writers.bulkPut([...writers]),
        quarantine.bulkPut([...quarantined]),
        writeStanding(database, spaceId, {
          ...standing,
          cursor: last,
          rosterPlace,
          counters,
          walks: 0,
          kept: left,
          marks,
          ...(retell === undefined || leadsTo(entries, retell.stood) ? {} : { retell }),
        }),
      ])
    },
  }
}

const leadsTo = (entries: Arrival['entries'], { seq, hash }: LogPlace): boolean =>
  entries.some(({ place }) => place.seq === seq && areEqual(place.hash, hash))

/** Where nothing of ours waits or is on its way: it would be written before the mark, and come to the log after it. Within the commit's transaction. */
const marksAfter = async (
  { database, spaceId }: Pick<TakeInDeps, 'database' | 'spaceId'>,
  marks: readonly Mark[],
  here: Mark,
  settled: ReadonlySet<string>,
): Promise<readonly Mark[]> => {
  if (!isMarkDue(marks, here.seq)) return marks
  if ((await database.outbox.where({ spaceId }).count()) > 0) return marks
  const ours = await database.pushes.filter((push) => push.spaceId === spaceId && !settled.has(push.msgId)).count()
  return ours > 0 ? marks : withMark(marks, here)
}

const mergeAll = async (deps: TakeInDeps, look: Look, { updates, packs }: Sorted, aside: Aside[]): Promise<readonly Write[]> => {
  const byId = Map.groupBy(updates, ({ id }) => id)
  const refs = [...byId].map(([id, [first]]) => refOf(deps.spaceId, id, first?.bucket ?? 0))
  const { states, unreadable } = await readableStates(look, refs)
  const bases = await basesOf(
    deps,
    refs.filter(({ id }) => !states.has(id)),
    packs,
    refs,
  )
  const writes: Write[] = []
  for (const ref of refs) {
    const own = byId.get(ref.id) ?? []
    const reason = unreadable.has(ref.id) ? 'unreadable' : null
    const found = [...(states.has(ref.id) ? [states.get(ref.id)] : []), ...(bases.get(ref.id) ?? [])].filter((state) => state !== undefined)
    const [first, ...rest] = found
    let state: State | null = first === undefined ? null : rest.reduce(mergeStates, first)
    let isTouched = false
    for (const update of own) {
      const merged: State | null = reason === null ? mergedWith(state, update) : null
      if (merged === null) aside.push({ ...update, reason: reason ?? 'corrupt' })
      else [state, isTouched] = [merged, true]
    }
    if (isTouched && state !== null)
      writes.push({ ref: { ...ref, bucket: state.bucket }, state, delta: { update: new Uint8Array(0), history: [] } })
  }
  return writes
}

/** Null where it is no update. */
const mergedWith = (state: State | null, { version, bucket, delta }: Update): State | null => {
  try {
    const before = state ?? { version, bucket, doc: new Uint8Array(0), history: [], waiting: [] }
    const known = { ...before, version: Math.max(before.version, version) }
    return delta.update.length === 0 ? known : merge(known, delta)
  } catch {
    return null // Yjs throws on what it did not write
  }
}

/** What an edit builds on that no lookup finds: records of packs that come with it, and of imports that were taken back. */
const basesOf = async (
  { directory, keyring }: TakeInDeps,
  unknown: readonly RecordRef[],
  arriving: readonly NewPack[],
  refs: readonly RecordRef[],
): Promise<ReadonlyMap<Id, readonly State[]>> => {
  const bases = new Map<Id, State[]>()
  const add = (id: Id, body: Uint8Array) => {
    const state = decodeState(body)
    if (state.ok) bases.set(id, [...(bases.get(id) ?? []), state.value])
  }
  const { bodies } = await directory.findTakenBack(unknown.map((ref) => ({ ref, after: 0 })))
  for (const [id, found] of bodies) for (const { body } of found) add(id, body)
  const wanted = new Set(refs.map(({ id }) => id))
  for (const { row, bytes, index } of arriving) {
    const positions = index.ids.flatMap((id, position) => (wanted.has(id) ? [position] : []))
    if (positions.length === 0) continue
    const opened = await openRecords(bytes, row, index, positions, await keyring.packVault(row.spaceId, row.device, row.epoch))
    if (opened.ok) for (const { id, body } of opened.value) add(id, body)
  }
  return bases
}

const idsOf = async ({ database, keyring }: TakeInDeps, packs: readonly PackRow[]): Promise<readonly Id[]> => {
  const ids = await Promise.all(
    packs.map(async (pack) => {
      const bytes = (await database.packBytes.get(pack.id))?.bytes
      const index = bytes && (await openIndex(bytes, pack, await keyring.packVault(pack.spaceId, pack.device, pack.epoch)))
      return index?.ok ? index.value.ids : []
    }),
  )
  return ids.flat()
}
