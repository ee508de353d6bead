import { wrap } from 'comlink'
import type { Lab } from '../lab/worker.ts'
import type { Row } from '../results.ts'
import { bulkWrite, recordSize } from './bulk.ts'
import { edit } from './edits.ts'
import { importCsv } from './imports.ts'
import { insightPage } from './insight.ts'
import { listQuery } from './queries.ts'
import { recordPage } from './recordpage.ts'
import { search } from './searches.ts'

/** What every measure in the page is given. */
export interface Bench {
  readonly lab: ReturnType<typeof wrap<Lab>>
  readonly scale: number
  /** The workspace "large"; empty where it was not built. */
  readonly large: string
  /** What adding all contacts to plain Dexie took; null where no measure compares with it. */
  readonly peer: { readonly rows: number; readonly ms: number } | null
}
export type Measure = (bench: Bench) => Promise<readonly Row[]>

const measures = {
  'list-query': listQuery,
  search,
  edit,
  'bulk-write': bulkWrite,
  'import-csv': importCsv,
  'record-size': recordSize,
  'insight-page': insightPage,
  'record-page': recordPage,
}
export type InPage = keyof typeof measures

const lab = wrap<Lab>(new Worker(new URL('../lab/worker.ts', import.meta.url), { type: 'module' }))

/** What the runner calls from outside. */
const bench = {
  build: (scale: number) => lab.buildLarge(scale),
  fill: (scale: number) => lab.dexieFill(scale),
  measure: (name: InPage, given: Omit<Bench, 'lab'>) => measures[name]({ lab, ...given }),
}
export type BenchWindow = Window & { bench: typeof bench }
;(window as unknown as BenchWindow).bench = bench // the one global, for the runner
