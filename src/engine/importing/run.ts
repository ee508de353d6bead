import { newId, type Id } from '../../core/ids.ts'
import type { ReadPhone } from '../../files/cells.ts'
import type { CellProblem, Draft } from '../../files/draft.ts'
import { planImport, type RefusedRow } from '../../files/plan.ts'
import { readFile } from '../../files/sketch.ts'
import { mainEntity } from '../../files/targets.ts'
import type { Loader } from '../loader.ts'
import type { Session } from '../session.ts'
import type { Found } from './found.ts'
import type { OwnWords } from './own.ts'
import { REFUSED_KEPT, type ImportCounts, type ImportPlan, type ImportResult } from './plan.ts'
import { newFields } from './records.ts'
import type { Updater } from './update.ts'

interface Deps {
  readonly session: Session
  readonly loader: Loader
  readonly updater: Updater
  readonly importId: Id
  readonly found: Found
  readonly words: OwnWords
  readonly readPhone: ReadPhone
  readonly onProgress: (done: number, rows: number) => void
  readonly signal: AbortSignal
}

type Ended = ImportResult['ended']
const LEFT_OUT_KEPT = 1_000
/** Reading takes about half of the time of an import that groups lines. */
const READING_SHARE = { grouped: 0.5, plain: 1 }
const SLICE_MS = 8
const TOLD_MS = 100

/** Carries out an import: new records as packs, known ones as edits. Ends early on a full disk or a cancel. */
export const runImport = async (file: File, { format, mapping }: ImportPlan, deps: Deps): Promise<ImportResult> => {
  const { session, loader, updater, found, signal } = deps
  const counts = new Map<string, { -readonly [K in keyof ImportCounts]: number }>()
  const refused: RefusedRow[] = []
  const leftOut: CellProblem[] = []
  let refusedCount = 0
  let leftOutCount = 0
  let rows = 0
  const share = mapping.purpose === 'orders' && mapping.groupBy !== null ? READING_SHARE.grouped : READING_SHARE.plain
  const stageColumn = mapping.columns.find(({ target }) => target === 'stage.name')?.column ?? null

  const countOf = (entity: string) => {
    const count = counts.get(entity) ?? { created: 0, updated: 0, unchanged: 0 }
    counts.set(entity, count)
    return count
  }
  const refuse = (row: RefusedRow, of = 1) => {
    refusedCount += of
    if (refused.length < REFUSED_KEPT) refused.push(row)
  }
  const leaveOut = (problem: CellProblem) => {
    leftOutCount += 1
    if (leftOut.length < LEFT_OUT_KEPT) leftOut.push(problem)
  }

  const take = async (draft: Draft): Promise<'taken' | 'diskFull'> => {
    const { entity, line } = draft
    const id = found.idOfDraft(draft)
    if (id !== null && found.isOld(id)) {
      if (entity !== mainEntity[mapping.purpose]) return 'taken' // a customer or product that lines name: found, not changed
      const updated = await updater.add(id, draft)
      return updated.ok ? 'taken' : 'diskFull'
    }
    if (id !== null) {
      countOf(entity).unchanged += 1 // named twice in one file: its first naming made it
      return 'taken'
    }
    const stage = draft.parents['stageId']
    if (stage !== undefined && found.idOf(stage) === null) leaveOut({ reason: 'unknownChoice', line, column: stageColumn })
    const fresh = newId(entity, session.now(), session.random)
    const loaded = await loader.add({ entity, id: fresh, fields: newFields(draft, found, session) })
    if (!loaded.ok) {
      if (loaded.error === 'diskFull') return 'diskFull'
      refuse({ line, reason: 'tooLarge', column: mapping.groupBy, cells: [] }, draft.rows)
      return 'taken'
    }
    found.made(draft, fresh)
    for (const problem of draft.problems) leaveOut(problem)
    countOf(entity).created += 1
    return 'taken'
  }

  const whole = async (): Promise<Ended> => {
    let sliceEnd = session.now() + SLICE_MS
    let told = 0
    const batches = planImport(readFile(file, format, { signal }), mapping, {
      size: file.size,
      ...deps.words,
      readPhone: deps.readPhone,
      signal,
    })
    for await (const batch of batches) {
      rows = batch.rows
      for (const row of batch.refused) refuse(row)
      for (const draft of batch.drafts) if ((await take(draft)) === 'diskFull') return 'diskFull'
      if (batch.broken !== undefined) return 'broken'
      const now = session.now()
      if (now >= told + TOLD_MS) {
        const part = batch.of === 0 ? 1 : batch.done / batch.of
        deps.onProgress(batch.phase === 'reading' ? part * share : share + part * (1 - share), rows)
        told = now
      }
      if (now >= sliceEnd) {
        await session.pause()
        sliceEnd = session.now() + SLICE_MS
      }
    }
    return 'whole'
  }

  const ended = async (): Promise<Ended> => {
    try {
      return await whole()
    } catch (error) {
      if (signal.aborted) return 'cancelled'
      throw error
    }
  }

  const outcome = await ended()
  const isWritten = outcome !== 'diskFull' && (await loader.finish()).ok && (await updater.finish()).ok
  for (const [entity, { updated, unchanged }] of updater.counts()) {
    const count = countOf(entity)
    count.updated += updated
    count.unchanged += unchanged
  }
  for (const row of updater.refused()) refuse(row)
  const isAnything = [...counts.values()].some(({ created, updated }) => created + updated > 0)
  return {
    importId: isAnything ? deps.importId : null,
    rows,
    byEntity: Object.fromEntries(counts),
    refused,
    refusedCount,
    leftOut,
    leftOutCount,
    ended: isWritten ? outcome : 'diskFull',
  }
}
