import type { Table } from 'dexie'
import { err, ok, type Result } from '../core/result.ts'
import { createTurns } from '../core/turns.ts'
import { COMMIT_KEY, readCommitMeta } from './commitmeta.ts'
import type { Database, RecordRow } from './database.ts'
import type { Directory, RecordRef } from './directory.ts'
import { Unreadable, lookThrough, recordKey, type Look } from './look.ts'
import { encodeUpdateItem } from './outbox.ts'
import { isQuota } from './quota.ts'
import type { Delta } from './record.ts'
import { slotKey, type Slot } from './slot.ts'
import { encodeState, type State } from './state.ts'
import type { Vault } from './vault.ts'

/** One record as a commit leaves it, and what travels of it. */
export interface Write {
  readonly ref: RecordRef
  readonly state: State
  readonly delta: Delta
}
export interface Committed {
  readonly n: number
  readonly writes: readonly Write[]
  /** Bytes of it that are to be sent. */
  readonly outgoing: number
}
export interface Plan {
  readonly writes: readonly Write[]
  /** A form's draft that these writes make good: it goes in the same transaction. */
  readonly draft?: string
  /** The author's clock after these writes. */
  readonly lastClock: number
  /** What others wrote: it waits for nobody, and moves no clock. */
  readonly received?: Beside
}
/** What a commit of others' writes puts down beside the records, in their transaction. */
export interface Beside {
  readonly tables: readonly Table[]
  /** Asked in the transaction: where it is false, the commit is computed anew. */
  readonly isCurrent: () => Promise<boolean>
  readonly write: (n: number) => Promise<void>
  /** Packs come or go with it. */
  readonly movesPacks: boolean
}
/** `diskFull`: nothing was written; `unreadable`: a record to change cannot be opened. */
export type CommitError = 'diskFull' | 'unreadable'
export type Committer = <E>(compute: (look: Look) => Promise<Result<Plan, E>>) => Promise<Result<Committed, E | CommitError>>

interface Deps {
  readonly database: Database
  readonly directory: Directory
  readonly vault: Vault
  readonly slot: Slot
  readonly locks: LockManager
  /** False for the sample, which never syncs. */
  readonly isShared: boolean
  readonly onCommit: (n: number, outgoing: number) => void
}

const TRIES = 8

/**
 * The only door for writes. Everything that takes time (reading, opening, merging, sealing) happens before the transaction, which awaits
 * nothing but IndexedDB and reads the commit number of every touched record again: if one moved, the commit is computed anew.
 */
export const createCommitter = ({ database, directory, vault, slot, locks, isShared, onCommit }: Deps): Committer => {
  const turns = createTurns()

  const attempt = async <E>(compute: (look: Look) => Promise<Result<Plan, E>>): Promise<Result<Committed, E | CommitError> | 'moved'> => {
    const folds = directory.folds()
    const seen = new Map<string, number>()
    const look = lookThrough({ database, directory, vault }, seen)
    let plan: Result<Plan, E>
    try {
      plan = await compute(look)
    } catch (error) {
      if (error instanceof Unreadable) return err('unreadable')
      throw error
    }
    if (!plan.ok) return plan
    const { writes, draft, lastClock, received } = plan.value
    const rows = await Promise.all(
      writes.map(async ({ ref, state }) => ({
        key: recordKey(ref),
        sealed: await vault.seal(encodeState(state), `records|${recordKey(ref)}`),
      })),
    )
    const outbox =
      isShared && received === undefined
        ? await Promise.all(
            writes.map(async (write) => ({
              spaceId: write.ref.spaceId,
              sealed: await vault.seal(encodeUpdateItem(write.ref.id, write.state, write.delta), 'outbox'),
            })),
          )
        : []
    const tables = [database.records, database.outbox, database.meta, database.drafts, ...(received?.tables ?? [])]
    const n = await database.transaction('rw', tables, async () => {
      // Asked together: each answer is a way to the browser's own process and back.
      const [meta, standing, isCurrent] = await Promise.all([
        readCommitMeta(database),
        database.records.bulkGet(rows.map(({ key }) => key)),
        received?.isCurrent() ?? true,
      ])
      const hasMoved = meta.folds !== folds || rows.some(({ key }, i) => (standing[i]?.n ?? 0) !== (seen.get(key) ?? 0))
      if (hasMoved || !isCurrent) return null
      const movesPacks = received?.movesPacks === true
      // Nobody needs to look where nothing but the cursor moved.
      const next = received === undefined || movesPacks || rows.length > 0 ? meta.n + 1 : meta.n
      await Promise.all([
        database.records.bulkPut(rows.map((row): RecordRow => ({ ...row, n: next }))),
        outbox.length > 0 && database.outbox.bulkAdd(outbox),
        draft !== undefined && database.drafts.delete(draft),
        database.meta.put({ key: COMMIT_KEY, value: { n: next, folds: movesPacks ? folds + 1 : folds } }),
        received === undefined &&
          database.meta.put({ key: slotKey(slot.index), value: { writer: slot.writer, live: slot.live, lastClock } }),
        received?.write(next),
      ])
      return next
    })
    return n === null ? 'moved' : ok({ n, writes, outgoing: outbox.reduce((sum, { sealed }) => sum + sealed.length, 0) })
  }

  const run = async <E>(compute: (look: Look) => Promise<Result<Plan, E>>): Promise<Result<Committed, E | CommitError>> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        const result = await attempt(compute)
        if (result === 'moved') {
          await directory.reload()
          continue
        }
        if (result.ok) onCommit(result.value.n, result.value.outgoing)
        return result
      } catch (error) {
        if (isQuota(error)) return err('diskFull')
        throw error
      }
    }
    throw new Error(`commit moved ${TRIES} times under its lock`)
  }

  return (compute) => turns(() => locks.request(`${database.name}/commit`, () => run(compute)))
}
