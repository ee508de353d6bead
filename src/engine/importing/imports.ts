import { newId, type Id } from '../../core/ids.ts'
import { loadSynonyms } from '../../files/headers.ts'
import { guessCustomers, guessPurpose, possibleKeys, proposeMapping } from '../../files/mapping.ts'
import { planImport } from '../../files/plan.ts'
import { readFile, sketchFile } from '../../files/sketch.ts'
import { targetsOf } from '../../files/targets.ts'
import type { Batch } from '../../files/table.ts'
import { createLoader } from '../loader.ts'
import type { OpenBook } from '../openbook.ts'
import type { ImportChoice, ImportPlan, ImportPreview, ImportResult, ImportSketch } from './plan.ts'
import { runImport } from './run.ts'

/** The wizard's calls: look, try, run, cancel, take back. */
export interface Imports {
  readonly sketch: (file: File, choice: ImportChoice) => Promise<ImportSketch>
  readonly preview: (file: File, plan: ImportPlan) => Promise<ImportPreview>
  readonly run: (file: File, plan: ImportPlan, job: number, onProgress: (done: number, rows: number) => void) => Promise<ImportResult>
  readonly cancel: (job: number) => void
  /** Answers how many records went. */
  readonly undo: (importId: Id) => Promise<number>
}

const PREVIEWED = 20
const PREVIEW_ROWS = 2_000
/** East Asia writes the year first, the United States the month, the rest the day. */
const dayOrderOf = (country: string) => ({ US: 'mdy', CN: 'ymd', TW: 'ymd', KR: 'ymd', JP: 'ymd', HU: 'ymd' })[country] ?? 'dmy'

async function* firstRows(batches: AsyncIterable<Batch>, most: number): AsyncGenerator<Batch, void> {
  let rows = 0
  for await (const batch of batches) {
    yield batch
    rows += batch.rows.length
    if (rows >= most) return
  }
}

export const createImports = ({ session, index, writer, phones }: OpenBook): Imports => {
  const running = new Map<number, AbortController>()

  const sketch = async (file: File, { layout, purpose, customersAre, lineName }: ImportChoice): Promise<ImportSketch> => {
    const sketched = await sketchFile(file, layout)
    if (!sketched.ok) return { ok: false, refusal: sketched.error }
    const synonyms = await loadSynonyms()
    const country = session.country()
    const dayOrder = dayOrderOf(country) as 'dmy' | 'mdy' | 'ymd' // the table's values
    const what = purpose ?? guessPurpose(sketched.value, synonyms, dayOrder)
    const who = customersAre ?? guessCustomers(sketched.value, synonyms, dayOrder)
    const context = { country, currency: session.baseCurrency, timeZone: session.zone(), dayOrder, lineName }
    const { mapping, types, isDayOrderClear } = proposeMapping(sketched.value, what, who, synonyms, context)
    return {
      ok: true,
      sketch: sketched.value,
      plan: { format: sketched.value.format, mapping },
      types,
      isDayOrderClear,
      targets: targetsOf(what, who).map(({ target }) => target),
      keys: possibleKeys(what, mapping.columns),
    }
  }

  const preview = async (file: File, { format, mapping }: ImportPlan): Promise<ImportPreview> => {
    const readPhone = await phones()
    const batches = planImport(firstRows(readFile(file, format), PREVIEW_ROWS), mapping, {
      size: file.size,
      synonyms: await loadSynonyms(),
      readPhone,
    })
    const drafts: ImportPreview['drafts'][number][] = []
    const refused: ImportPreview['refused'][number][] = []
    let rows = 0
    for await (const batch of batches) {
      drafts.push(...batch.drafts)
      refused.push(...batch.refused)
      rows = batch.rows
      if (drafts.length >= PREVIEWED) break
    }
    return { drafts: drafts.slice(0, PREVIEWED), refused: refused.slice(0, PREVIEWED), rows }
  }

  return {
    sketch,
    preview,
    run: async (file, plan, job, onProgress) => {
      const abort = new AbortController()
      running.set(job, abort)
      const importId = newId('import', session.now(), session.random)
      try {
        await index.whole()
        return await runImport(file, plan, {
          session,
          loader: createLoader(session, importId),
          importId,
          synonyms: await loadSynonyms(),
          readPhone: await phones(),
          edit: writer.edit,
          onProgress,
          signal: abort.signal,
        })
      } finally {
        running.delete(job)
      }
    },
    cancel: (job) => running.get(job)?.abort(),
    undo: async (importId) => {
      const ids = await session.store.removeImport(importId)
      return index.removed(ids)
    },
  }
}
