import { textOf, utf8 } from '../../core/bytes.ts'
import type { Id } from '../../core/ids.ts'
import type { Store } from '../../store/store.ts'
import type { Step } from '../steps.ts'
import type { ImportResult, PastImport } from './plan.ts'

export type Edits = Step['edits']

/** What the device remembers of an import, so that it can be taken back on another day, or after a crash in its middle. */
export interface LoggedImport extends PastImport {
  /** The page's number for it: a call that is repeated after the worker died takes the broken try back first. */
  readonly job: number
  readonly editBatches: number
}

/** The newest imports of this device, sealed like everything else. */
export interface ImportLog {
  readonly list: () => Promise<readonly LoggedImport[]>
  readonly begin: (entry: Pick<LoggedImport, 'importId' | 'job' | 'name' | 'at'>) => Promise<void>
  /** Which records were edited, and at which clocks: what takes the edits back. */
  readonly edited: (importId: Id, edits: Edits) => Promise<void>
  readonly editsOf: (entry: LoggedImport) => AsyncGenerator<Edits, void>
  readonly end: (importId: Id, result: Pick<ImportResult, 'byEntity' | 'ended'>) => Promise<void>
  readonly forget: (importId: Id) => Promise<void>
}

const KEPT = 20
const KEY = 'imports'
const editsKey = (importId: Id, batch: number) => `${KEY}/${importId}/${batch}`

export const openImportLog = ({ drafts }: Pick<Store, 'drafts'>): ImportLog => {
  const list = async (): Promise<readonly LoggedImport[]> => {
    const plain = await (await drafts()).load(KEY)
    return plain === null ? [] : (JSON.parse(textOf(plain)) as readonly LoggedImport[]) // what `put` wrote
  }
  const put = async (entries: readonly LoggedImport[]) => (await drafts()).save(KEY, utf8(JSON.stringify(entries)))
  const change = async (importId: Id, changes: (entry: LoggedImport) => Partial<LoggedImport>) =>
    put((await list()).map((entry) => (entry.importId === importId ? { ...entry, ...changes(entry) } : entry)))
  const dropEdits = async ({ importId, editBatches }: LoggedImport) => {
    for (let batch = 0; batch < editBatches; batch += 1) await (await drafts()).drop(editsKey(importId, batch))
  }

  return {
    list,
    begin: async (entry) => {
      const entries = [{ ...entry, byEntity: {}, ended: 'interrupted' as const, editBatches: 0 }, ...(await list())]
      for (const old of entries.slice(KEPT)) await dropEdits(old)
      await put(entries.slice(0, KEPT))
    },
    edited: async (importId, edits) => {
      const batch = (await list()).find((entry) => entry.importId === importId)?.editBatches ?? 0
      await (await drafts()).save(editsKey(importId, batch), utf8(JSON.stringify(edits)))
      await change(importId, () => ({ editBatches: batch + 1 }))
    },
    editsOf: async function* ({ importId, editBatches }) {
      // The last edits first: a value goes back the way it came.
      for (let batch = editBatches - 1; batch >= 0; batch -= 1) {
        const plain = await (await drafts()).load(editsKey(importId, batch))
        if (plain !== null) yield JSON.parse(textOf(plain)) as Edits // what `edited` wrote
      }
    },
    end: (importId, { byEntity, ended }) => change(importId, () => ({ byEntity, ended })),
    forget: async (importId) => {
      const entries = await list()
      for (const entry of entries) if (entry.importId === importId) await dropEdits(entry)
      await put(entries.filter((entry) => entry.importId !== importId))
    },
  }
}
