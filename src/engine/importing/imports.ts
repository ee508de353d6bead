import { newId, type Id } from '../../core/ids.ts'
import { loadPhone } from '../../domain/phone.ts'
import type { ReadPhone } from '../../files/cells.ts'
import { isQuota, unlessFull } from '../../store/quota.ts'
import type { OpenBook } from '../openbook.ts'
import type { EnginePlatform } from '../workspace.ts'
import { openImportLog } from './log.ts'
import { ownWords } from './own.ts'
import type { ImportChoice, ImportPlan, ImportPreview, ImportResult, ImportSketch, ImportUndone, PastImport } from './plan.ts'

/** The wizard's calls: look, try, run, cancel, take back. What they need is loaded when the first file comes. */
export interface Imports {
  readonly sketch: (file: File, choice: ImportChoice) => Promise<ImportSketch>
  readonly preview: (file: File, plan: ImportPlan) => Promise<ImportPreview>
  /** `job`: the page's own number, which makes a repeated call one import. */
  readonly run: (file: File, plan: ImportPlan, job: number, onProgress: (done: number, rows: number) => void) => Promise<ImportResult>
  readonly cancel: (job: number) => void
  /** Newest first; those that were taken back are not among them. */
  readonly past: () => Promise<readonly PastImport[]>
  readonly undo: (importId: Id) => Promise<ImportUndone>
}

const nothing: ImportResult = {
  importId: null,
  rows: 0,
  byEntity: {},
  refused: [],
  refusedCount: 0,
  leftOut: [],
  leftOutCount: 0,
  ended: 'diskFull',
}

export const createImports = ({ session, index, writer, steps }: OpenBook, estimate: EnginePlatform['estimate']): Imports => {
  const running = new Map<number, AbortController>()
  const log = openImportLog(session.store)

  const phones = async (): Promise<ReadPhone> => {
    const { parse } = await loadPhone()
    return (text, country) => {
      const read = parse(text, country)
      return read.ok ? read.value : null
    }
  }
  const tools = async ({ mapping }: ImportPlan) => {
    const [{ findByKeys }, { keyFields }, readPhone] = await Promise.all([
      import('./found.ts'),
      import('./preview.ts'),
      phones(),
      index.whole(),
    ])
    return { found: await findByKeys(session.tables, keyFields(mapping), session.pause), readPhone }
  }
  const undo = async (importId: Id): Promise<ImportUndone> => {
    const [{ takeBack }] = await Promise.all([import('./back.ts'), index.rows()])
    const entry = (await log.list()).find((one) => one.importId === importId)
    return entry === undefined ? { removed: 0, reverted: 0, kept: 0 } : takeBack(entry, session, index, log)
  }

  const runOnce = async (
    file: File,
    plan: ImportPlan,
    importId: Id,
    onProgress: (done: number, rows: number) => void,
    signal: AbortSignal,
  ): Promise<ImportResult> => {
    const [{ runImport }, { createUpdater }, { createLoader }] = await Promise.all([
      import('./run.ts'),
      import('./update.ts'),
      import('../loader.ts'),
    ])
    const { found, readPhone } = await tools(plan)
    const updater = createUpdater({ session, found, known: plan.known, importId, log, steps, edit: (await writer()).edit })
    const loader = createLoader(session, importId)
    try {
      return await runImport(file, plan, {
        session,
        loader,
        updater,
        importId,
        found,
        words: await ownWords(session),
        readPhone,
        onProgress,
        signal,
      })
    } catch (error) {
      if (isQuota(error)) return nothing
      throw error
    }
  }

  return {
    sketch: async (file, choice) => (await import('./sketch.ts')).sketchImport(session, file, choice),
    preview: async (file, plan) => {
      const { previewImport } = await import('./preview.ts')
      const { found, readPhone } = await tools(plan)
      return previewImport(session, file, plan, found, readPhone)
    },
    run: async (file, plan, job, onProgress) => {
      const broken = (await log.list()).find((entry) => entry.job === job)
      if (broken !== undefined) await undo(broken.importId)
      const room = await estimate()
      if (room !== null && room.quota - room.usage < neededFor(file)) return nothing
      const importId = newId('import', session.now(), session.random)
      const abort = new AbortController()
      running.set(job, abort)
      try {
        if (!(await unlessFull(log.begin({ importId, job, name: file.name, at: session.now() })))) return nothing
        const result = await runOnce(file, plan, importId, onProgress, abort.signal)
        if (result.ended === 'diskFull') {
          const isGone = await unlessFull(undo(importId))
          return { ...nothing, rows: result.rows, importId: isGone ? null : importId }
        }
        if (result.importId === null) await log.forget(importId)
        else await log.end(importId, result)
        return result
      } finally {
        running.delete(job)
      }
    },
    cancel: (job) => running.get(job)?.abort(),
    past: async () => (await log.list()).map(({ job: _, editBatches: __, ...past }) => past),
    undo,
  }
}

/** The least that a file takes on the disk: packs were measured at 0.56 to 2.4 bytes for each of a table’s text, and a table shrinks to a fifth or so when packed. */
const neededFor = ({ name, size }: File): number => size * (name.toLowerCase().endsWith('.gz') ? 2.5 : 0.5)
