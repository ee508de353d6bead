import Dexie from 'dexie'
import { areEqual, hex, type Bytes } from '../core/bytes.ts'
import {
  REFUSED,
  type BranchRow,
  type Database,
  type KeptEntry,
  type LogPlace,
  type OutboxRow,
  type PushRow,
  type RunRow,
} from './database.ts'
import { markAt, type Mark } from './marks.ts'

/** Where this device stands in a space's log. */
export interface Standing {
  /** The last entry that is in the data. */
  readonly cursor: LogPlace
  /** The highest push counter ever used. */
  readonly counter: number
  /** The newest roster entry that the log has named, by its place. */
  readonly rosterPlace: number
  /** How often the relay did not know our cursor since it last sent us something. */
  readonly walks: number
  /** Bytes of the entries that are kept to heal the relay. */
  readonly kept: number
  /** The highest push counter that the log has shown of each device. Version 1 of the database had none. */
  readonly counters?: Counters
  /** Places far behind the cursor, the oldest first. */
  readonly marks?: readonly Mark[]
  readonly retell?: Retell
}
/** What was written after commit `since` the relay may have lost, and not all of its entries are kept; nothing is lost if the log leads to `stood` again. */
export interface Retell {
  readonly since: number
  readonly stood: LogPlace
}
export type Counters = Readonly<Record<string, number>>

export const START_PLACE: LogPlace = { seq: 0, hash: new Uint8Array(32) }
const begin: Standing = { cursor: START_PLACE, counter: 0, rosterPlace: 0, walks: 0, kept: 0 }

/** A push that is ready to go, and what it takes out of the outbox. */
export interface NewPush extends Pick<PushRow, 'msgId' | 'order' | 'entry' | 'cursor' | 'packs'> {
  readonly counter: number
  readonly rows: readonly number[]
  readonly told: readonly BranchRow[]
}

/** One space's dealings with its log, as they lie in the database. Each method is one transaction. */
export interface Ledger {
  readonly spaceId: string
  readonly standing: () => Promise<Standing>
  /** The chain's hash after an entry; null where it is not kept any more. */
  readonly hashAt: (seq: number) => Promise<Bytes | null>
  /** Whether somebody had been there when the relay lost it. */
  readonly wasLost: (place: LogPlace) => Promise<boolean>
  /** Lost places that something on its way names, and that the log, as far as it is here, says nothing of. */
  readonly untold: () => Promise<readonly BranchRow[]>
  /** In their order; what the relay will not have is not among them. One that it had and that did not come back by the next time is. */
  readonly unacked: () => Promise<readonly PushRow[]>
  readonly refusedPushes: () => Promise<readonly PushRow[]>
  /** In their order, whatever the relay said of them. */
  readonly allPushes: () => Promise<readonly PushRow[]>
  readonly pushes: (msgIds: readonly string[]) => Promise<readonly (PushRow | undefined)[]>
  /** The next rows that wait, still sealed. */
  readonly waiting: (limit: number) => Promise<readonly OutboxRow[]>
  /** False, and nothing done, where another tab was quicker, or the relay has lost the place that it names. */
  readonly keepPush: (push: NewPush) => Promise<boolean>
  readonly acked: (msgId: string, seq: number) => Promise<void>
  readonly refused: (msgId: string, why: string) => Promise<void>
  /** Lets go of some records of a refused push, or, with null, of all of it. */
  readonly discard: (msgId: string, records: readonly string[] | null) => Promise<void>
  /** Lets go of a row that waits. */
  readonly dropWaiting: (row: number) => Promise<void>
  readonly walkBack: (seq: number) => Promise<LogPlace>
  /** All that was written after commit `since` was said anew. */
  readonly retold: (since: number) => Promise<void>
}

const metaKey = (spaceId: string): string => `log/${spaceId}`
export const readStanding = async (database: Database, spaceId: string): Promise<Standing> =>
  ((await database.meta.get(metaKey(spaceId)))?.value as Standing | undefined) ?? begin // written only below
/** Within a transaction. */
export const writeStanding = async (database: Database, spaceId: string, standing: Standing): Promise<void> => {
  await database.meta.put({ key: metaKey(spaceId), value: standing })
}

export const branchRow = (spaceId: string, { seq, hash }: LogPlace, isTold: 0 | 1): BranchRow => ({
  key: `${spaceId}/${seq}/${hex(hash)}`,
  spaceId,
  seq,
  hash,
  isTold,
})

/** What the relay lost goes before all that it never had. */
const BEFORE_ALL = -(2 ** 40)

export const openLedger = (database: Database, spaceId: string): Ledger => {
  const { meta, outbox, pushes, runs, branches } = database
  const within = <T>(work: () => Promise<T>): PromiseLike<T> => database.transaction('rw', [meta, outbox, pushes, runs, branches], work)
  const standing = () => readStanding(database, spaceId)
  /** Acknowledged when last looked at. */
  const awaited = new Set<string>()
  const inOrder = async () => pushes.where('[spaceId+order]').between([spaceId, Dexie.minKey], [spaceId, Dexie.maxKey]).toArray()
  const onTheirWay = async () => (await inOrder()).filter(({ refusal }) => refusal === '')

  const hashAt = async (seq: number): Promise<Bytes | null> => {
    if (seq === 0) return START_PLACE.hash
    const run = await runs.where('[spaceId+first]').between([spaceId, 0], [spaceId, seq], true, true).last()
    return run?.entries[seq - run.first]?.hash ?? (await runs.get([spaceId, seq + 1]))?.before ?? null
  }

  return {
    spaceId,
    standing,
    hashAt,
    wasLost: async (place) => (await branches.get(branchRow(spaceId, place, 1).key)) !== undefined,
    untold: async () => {
      const untold = branches.where({ spaceId }).filter(({ isTold }) => isTold === 0)
      const rows = await untold.sortBy('seq')
      if (rows.length === 0) return []
      const named = new Set((await onTheirWay()).map(({ cursor }) => branchRow(spaceId, cursor, 0).key))
      return rows.filter(({ key }) => named.has(key))
    },
    unacked: async () => {
      const rows = await onTheirWay()
      const isLate = ({ msgId }: PushRow) => awaited.has(msgId)
      const isTelling = ({ order }: PushRow) => order < BEFORE_ALL
      const due = rows.filter((row) => row.ackedAt === 0 || isLate(row))
      for (const { msgId, ackedAt } of rows) if (ackedAt > 0) awaited.add(msgId)
      // What tells of lost places goes along until the log has brought it back: a relay that lost it again must not get the rest without it.
      return due.length > 0 ? rows.filter((row) => due.includes(row) || isTelling(row)) : []
    },
    refusedPushes: async () => (await inOrder()).filter(({ refusal }) => refusal !== ''),
    allPushes: inOrder,
    pushes: (msgIds) => pushes.bulkGet([...msgIds]),
    waiting: (limit) => outbox.where({ spaceId }).limit(limit).toArray(),
    keepPush: async ({ msgId, order, entry, cursor, packs, counter, rows, told }) =>
      within(async () => {
        const [now, still, hash] = await Promise.all([standing(), outbox.bulkGet([...rows]), hashAt(cursor.seq)])
        if (now.counter !== counter - 1 || still.includes(undefined)) return false
        if (now.cursor.seq < cursor.seq || (hash !== null && !areEqual(hash, cursor.hash))) return false
        await Promise.all([
          writeStanding(database, spaceId, { ...now, counter }),
          pushes.put({ msgId, spaceId, order, entry, cursor, packs, ackedAt: 0, refusal: '' }),
          outbox.bulkDelete([...rows]),
          branches.bulkPut(told.map((row) => ({ ...row, isTold: 1 as const }))),
        ])
        return true
      }),
    acked: async (msgId, seq) => {
      await within(async () => {
        const [now, row] = await Promise.all([standing(), pushes.get(msgId)])
        if (row === undefined) return
        // What we have passed and did not find there, the relay has lost since.
        await pushes.put({ ...row, ackedAt: seq > now.cursor.seq ? seq : 0 })
      })
    },
    refused: async (msgId, why) => {
      await within(async () => {
        const row = await pushes.get(msgId)
        if (row === undefined) return
        // What others wrote is theirs to send.
        if (row.order < 0) await pushes.delete(msgId)
        else await pushes.put({ ...row, ackedAt: REFUSED, refusal: why })
      })
    },
    discard: async (msgId, records) => {
      if (records === null) await pushes.delete(msgId)
      else await pushes.update(msgId, { discarded: records })
    },
    dropWaiting: (row) => outbox.delete(row),
    walkBack: async (seq) =>
      within(async () => {
        const now = await standing()
        const wanted = seq < now.cursor.seq ? seq : Math.max(0, now.cursor.seq - 2 ** Math.min(now.walks, 40))
        const hash = await hashAt(wanted)
        const mark = markAt(now.marks ?? [], wanted)
        const place = hash === null ? { seq: mark?.seq ?? 0, hash: mark?.hash ?? START_PLACE.hash } : { seq: wanted, hash }
        const oldest = await runs.where('[spaceId+first]').between([spaceId, 0], [spaceId, Dexie.maxKey]).first()
        const isKept = place.seq + 1 >= (oldest?.first ?? now.cursor.seq + 1)
        const above = runs.where('[spaceId+first]').between([spaceId, 0], [spaceId, now.cursor.seq], true, true)
        const touched = (await above.toArray()).filter(({ first, entries }) => first + entries.length > place.seq + 1)
        const lost = touched.flatMap(({ first, entries }) =>
          entries.map((entry, i) => ({ ...entry, seq: first + i })).filter((entry) => entry.seq > place.seq),
        )
        const ours = await onTheirWay()
        const unseen = ours.filter(({ ackedAt }) => ackedAt > place.seq)
        const named = [...ours, ...lost].map(({ cursor }) => cursor).filter(({ seq }) => seq > place.seq)
        const known = await branches.where({ spaceId }).toArray()
        await Promise.all([
          // Whoever told of them may be lost as well.
          branches.bulkPut([...known, ...named].map((one) => branchRow(spaceId, one, 0))),
          pushes.bulkPut(lost.map((entry) => lostPush(spaceId, entry))),
          pushes.bulkPut(unseen.map((row): PushRow => ({ ...row, ackedAt: 0 }))),
          runs.bulkDelete(touched.map(({ first }): [string, number] => [spaceId, first])),
          writeStanding(database, spaceId, {
            ...now,
            cursor: place,
            walks: now.walks + 1,
            kept: now.kept - sizeOf(lost),
            marks: (now.marks ?? []).filter(({ seq }) => seq <= place.seq),
            ...(isKept
              ? {}
              : { retell: { since: Math.min(now.retell?.since ?? Infinity, mark?.n ?? 0), stood: now.retell?.stood ?? now.cursor } }),
          }),
        ])
        await runs.bulkPut(touched.flatMap((run) => upTo(run, place.seq)))
        return place
      }),
    retold: async (since) =>
      within(async () => {
        const { retell, ...now } = await standing()
        if (retell?.since === since) await writeStanding(database, spaceId, now)
      }),
  }
}

export const sizeOf = (entries: readonly KeptEntry[]): number => entries.reduce((sum, { bytes }) => sum + bytes.length, 0)

const lostPush = (spaceId: string, { msgId, bytes, cursor, packs, seq }: KeptEntry & { readonly seq: number }): PushRow => ({
  msgId,
  spaceId,
  order: BEFORE_ALL + seq,
  entry: bytes,
  cursor,
  packs,
  ackedAt: 0,
  refusal: '',
})

const upTo = (run: RunRow, seq: number): readonly RunRow[] =>
  run.first > seq ? [] : [{ ...run, entries: run.entries.slice(0, seq - run.first + 1) }]

const KEPT_MS = 14 * 86_400_000
const KEPT_BYTES = 16 * 1024 * 1024
const READ_AT_ONCE = 32

/** Lets go of the oldest entries that are older than 14 days, or beyond 16 MB. Within a transaction; answers how many bytes are kept then. */
export const trimRuns = async ({ runs }: Database, spaceId: string, kept: number, now: number): Promise<number> => {
  let left = kept
  for (;;) {
    const oldest = await runs.where('[spaceId+first]').between([spaceId, 0], [spaceId, Dexie.maxKey]).limit(READ_AT_ONCE).toArray()
    const gone: [string, number][] = []
    for (const { first, at, entries } of oldest) {
      if (at > now - KEPT_MS && left <= KEPT_BYTES) break
      gone.push([spaceId, first])
      left -= sizeOf(entries)
    }
    await runs.bulkDelete(gone)
    if (gone.length < READ_AT_ONCE) return left
  }
}
