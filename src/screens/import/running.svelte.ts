import type { ImportPlan, ImportResult, ImportUndone } from '../../engine/importing/plan.ts'
import { book, newJob } from '../book.svelte.ts'
import { askToKeep } from '../settings/storage.ts'

/** An import under way or just done. It goes on while the person works elsewhere; the shell shows a small mark. */
export interface Running {
  readonly job: number
  /** Whose import it is: another workspace shows none of it. */
  readonly workspace: string
  readonly name: string
  /** Names of the file's columns. */
  readonly headers: readonly string[]
  readonly plan: ImportPlan
  /** 0 to 1. */
  readonly done: number
  readonly rows: number
  readonly isStopping: boolean
  /** Null while it runs. */
  readonly result: ImportResult | null
  /** What the browser said, where it ended in no result. */
  readonly error: string | null
  readonly undone: ImportUndone | 'undoing' | null
  /** The person has looked at what came of it. */
  readonly isSeen: boolean
}

let current = $state.raw<Running | null>(null)

/** The import of the open workspace; null where there is none. */
export const running = (): Running | null => (current !== null && current.workspace === book().opened.id ? current : null)

/** For the shell's mark: between 0 and 1 while an import runs, `ended` until the person has seen what came of it. */
export const importMark = (): number | 'ended' | null => {
  const now = running()
  if (now === null || now.isSeen) return null
  return now.result === null && now.error === null ? now.done : 'ended'
}

const change = (job: number, changes: Partial<Running>): void => {
  if (current?.job === job) current = { ...current, ...changes }
}

export const startImport = async (file: File, plan: ImportPlan, headers: readonly string[]): Promise<void> => {
  const { client, opened } = book()
  const job = newJob()
  current = {
    job,
    workspace: opened.id,
    name: file.name,
    headers,
    plan,
    done: 0,
    rows: 0,
    isStopping: false,
    result: null,
    error: null,
    undone: null,
    isSeen: false,
  }
  const stop = client.onProgress(job, (done, rows) => change(job, { done, rows }))
  try {
    const result = await client.call('runImport', file, plan, job)
    change(job, { result })
    if (result.importId !== null && !opened.isSample) void askToKeep()
  } catch (error) {
    change(job, { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
  } finally {
    stop()
  }
}

export const stopImport = (): void => {
  if (current === null) return
  change(current.job, { isStopping: true })
  void book().client.call('cancelImport', current.job)
}

export const undoImport = async (): Promise<void> => {
  const now = running()
  const importId = now?.result?.importId ?? null
  if (now === null || importId === null) return
  change(now.job, { undone: 'undoing' })
  try {
    change(now.job, { undone: await book().client.call('undoImport', importId) })
  } catch (error) {
    change(now.job, { undone: null })
    throw error
  }
}

export const seeImport = (job: number): void => change(job, { isSeen: true })

/** Back to the choice of a file. */
export const clearImport = (): void => {
  current = null
}
