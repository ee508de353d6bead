import { wrap } from 'comlink'
import type { Lab } from '../lab/worker.ts'
import type { Row } from '../results.ts'
import { timed } from './app.ts'
import { bulkWrite, recordSize } from './bulk.ts'
import { bulkEdit } from './bulkedit.ts'
import { edit } from './edits.ts'
import { importCsv } from './imports.ts'
import { insightPage } from './insight.ts'
import { listQuery } from './queries.ts'
import { recordPage } from './recordpage.ts'
import { search } from './searches.ts'
import { createSharing } from './sharing.ts'

/** What adding all contacts to plain Dexie took, everything that the browser did for it included. */
export interface Peer extends Counted {
  readonly rows: number
}
/** ms on the clock, and of CPU: the clock also counts what others do on the machine. */
export interface Counted {
  readonly ms: number
  readonly cpuMs: number
}

/** What every measure in the page is given. */
export interface Bench {
  readonly lab: ReturnType<typeof wrap<Lab>>
  readonly scale: number
  /** The workspace "large"; empty where it was not built. */
  readonly large: string
  /** Null where no measure compares with it. */
  readonly peer: Peer | null
  readonly counted: (work: () => Promise<unknown>) => Promise<Counted>
}
export type Measure = (bench: Bench) => Promise<readonly Row[]>

const measures = {
  'list-query': listQuery,
  search,
  edit,
  'bulk-edit': bulkEdit,
  'bulk-write': bulkWrite,
  'import-csv': importCsv,
  'record-size': recordSize,
  'insight-page': insightPage,
  'record-page': recordPage,
}
export type InPage = keyof typeof measures

const lab = wrap<Lab>(new Worker(new URL('../lab/worker.ts', import.meta.url), { type: 'module' }))

const counted: Bench['counted'] = async (work) => {
  await page.benchStartCpu()
  const ms = await timed(work)
  return { ms, cpuMs: await page.benchUsedCpu() }
}

/** What the runner calls from outside. */
const bench = {
  build: (scale: number) => lab.buildLarge(scale),
  fill: async (scale: number): Promise<Peer> => {
    const rows = await lab.prepareDexie(scale)
    return { rows, ...(await counted(() => lab.dexieFill())) }
  },
  sharing: createSharing({ lab, counted }),
  measure: (name: InPage, given: Omit<Bench, 'lab' | 'counted'>) => measures[name]({ lab, counted, ...given }),
}
export interface BenchWindow extends Window {
  bench: typeof bench
  readonly benchStartCpu: () => Promise<void>
  readonly benchUsedCpu: () => Promise<number>
}
const page = window as unknown as BenchWindow // the runner's globals, and ours for it
page.bench = bench
