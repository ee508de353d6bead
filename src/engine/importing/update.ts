import type { Id } from '../../core/ids.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Draft } from '../../files/draft.ts'
import type { RefusedRow } from '../../files/plan.ts'
import { readWhole } from '../../store/document.ts'
import type { EditRequest } from '../protocol.ts'
import { entityOrThrow, refById, type Session } from '../session.ts'
import type { StepKeeper } from '../steps.ts'
import type { Writer } from '../writing/write.ts'
import { changesTo, heldInColumns, heldInRecord, needsRecord, type Held } from './changes.ts'
import type { Found } from './found.ts'
import type { ImportLog } from './log.ts'
import type { ImportCounts, KnownRecord } from './plan.ts'

/** Brings what a file says to records that the book holds, some hundred in a commit. */
export interface Updater {
  readonly add: (id: Id, draft: Draft) => Promise<Result<null, 'diskFull'>>
  readonly finish: () => Promise<Result<null, 'diskFull'>>
  readonly counts: () => ReadonlyMap<string, Pick<ImportCounts, 'updated' | 'unchanged'>>
  /** Rows whose values the record itself refuses. */
  readonly refused: () => readonly RefusedRow[]
}

interface Deps {
  readonly session: Session
  readonly found: Found
  readonly known: KnownRecord
  readonly importId: Id
  readonly log: ImportLog
  readonly steps: StepKeeper
  readonly edit: Writer['edit']
}

const AT_ONCE = 500

export const createUpdater = ({ session, found, known, importId, log, steps, edit }: Deps): Updater => {
  const waiting = new Map<Id, Draft>()
  const counts = new Map<string, { updated: number; unchanged: number }>()
  const refused: RefusedRow[] = []

  const heldOf = async (): Promise<(id: Id, draft: Draft) => Held> => {
    const some = [...waiting].flatMap(([id, draft]) => (needsRecord(session, draft) ? (refById(session, id) ?? []) : []))
    const states = await session.store.states(some)
    return (id, draft) => {
      const state = states.get(id)
      return state === undefined
        ? heldInColumns(session, id, draft.entity)
        : heldInRecord(readWhole(entityOrThrow(session, draft.entity), state).fields)
    }
  }

  const write = async (requests: readonly EditRequest[]): Promise<Result<null, 'diskFull'>> => {
    if (requests.length === 0) return ok(null)
    const done = await edit(requests)
    if (!done.ok) {
      if (done.error.code === 'diskFull') return err('diskFull')
      if (requests.length > 1) {
        for (const request of requests) {
          const one = await write([request])
          if (!one.ok) return one
        }
        return ok(null)
      }
      for (const { id } of requests) refuse(id)
      return ok(null)
    }
    // The person's own last steps stay theirs: an import is taken back as a whole.
    const step = done.value.step === null ? null : steps.take(done.value.step)
    if (step !== null) await log.edited(importId, step.edits)
    return ok(null)
  }

  const refuse = (id: Id) => {
    const draft = waiting.get(id)
    if (draft === undefined) return
    const count = counts.get(draft.entity)
    if (count !== undefined) count.updated -= 1
    refused.push({ line: draft.line, reason: 'invalidText', column: null, cells: [] })
  }

  const flush = async (): Promise<Result<null, 'diskFull'>> => {
    const held = await heldOf()
    const requests = [...waiting].map(([id, draft]): EditRequest => ({
      id,
      changes: changesTo(draft, held(id, draft), known, found, session),
    }))
    for (const [i, { entity }] of [...waiting.values()].entries()) {
      const count = counts.get(entity) ?? { updated: 0, unchanged: 0 }
      counts.set(entity, count)
      if (requests[i]?.changes.length === 0) count.unchanged += 1
      else count.updated += 1
    }
    const written = await write(requests.filter(({ changes }) => changes.length > 0))
    waiting.clear()
    await session.pause()
    return written
  }

  return {
    add: async (id, draft) => {
      if (waiting.has(id)) {
        const flushed = await flush() // a second row about one record builds on the first
        if (!flushed.ok) return flushed
      }
      waiting.set(id, draft)
      return waiting.size >= AT_ONCE ? flush() : ok(null)
    },
    finish: () => (waiting.size === 0 ? Promise.resolve(ok(null)) : flush()),
    counts: () => counts,
    refused: () => refused,
  }
}
