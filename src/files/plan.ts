import type { EntityName } from '../domain/entities.ts'
import { cellReaders, type CellReader, type Reason, type ReadPhone } from './cells.ts'
import { keyFrom, markOf, partsOf, withName, type CellProblem, type Draft, type DraftKey, type Parts, type RowValues } from './draft.ts'
import type { Mapping } from './mapping.ts'
import { createOrderMaker, type GoodRow } from './orders.ts'
import { ownText } from './split.ts'
import { createStaging, type Staging } from './staging.ts'
import type { Synonyms } from './synonyms/synonyms.ts'
import type { Batch, TableRow } from './table.ts'
import { entitiesOf, mainEntity, parentField, type FieldsOf } from './targets.ts'

/** A row of the file that is not imported, for the error file. */
export interface RefusedRow {
  readonly line: number
  readonly reason: Reason
  readonly column: number | null
  readonly cells: readonly string[]
}

export interface PlanBatch {
  readonly drafts: readonly Draft[]
  readonly refused: readonly RefusedRow[]
  /** `reading`: `done` bytes of the file are in; `making`: `done` of `of` orders are out. */
  readonly phase: 'reading' | 'making'
  readonly done: number
  readonly of: number
  /** Rows read so far. */
  readonly rows: number
  /** The file broke off here. */
  readonly broken?: string
}

export interface PlanOptions {
  /** Bytes of the file, for progress. */
  readonly size: number
  readonly synonyms: Synonyms
  readonly readPhone: ReadPhone
  readonly fieldsOf?: FieldsOf
  readonly signal?: AbortSignal
}

const ORDERS_A_BATCH = 100

/**
 * What a file asks for, at the pace of whoever asks: drafts with every record before those that name it, and the rows that cannot be had.
 * A bad row never stops a good one. Lines are grouped into orders after the whole file is read; all else streams.
 */
export async function* planImport(batches: AsyncIterable<Batch>, mapping: Mapping, options: PlanOptions): AsyncGenerator<PlanBatch, void> {
  const readers = cellReaders(mapping, options.synonyms, options.readPhone, options.fieldsOf)
  const read = rowReader(mapping, readers)
  if (mapping.purpose !== 'orders') yield* planRows(batches, options, read, recordMaker(mapping, readers))
  else if (mapping.groupBy === null) {
    const orders = createOrderMaker(mapping, readers)
    yield* planRows(batches, options, read, (row) => orders.check(row.values, true) ?? orders.make([row], null, () => undefined))
  } else yield* planGroups(batches, mapping, mapping.groupBy, options, readers)
}

type ReadRow = (row: TableRow) => GoodRow | RefusedRow
type MakeRow = (row: GoodRow) => Draft[] | Reason

async function* planRows(
  batches: AsyncIterable<Batch>,
  { size, signal }: PlanOptions,
  read: ReadRow,
  make: MakeRow,
): AsyncGenerator<PlanBatch, void> {
  let rows = 0
  for await (const batch of batches) {
    signal?.throwIfAborted()
    const drafts: Draft[] = []
    const refused: RefusedRow[] = []
    for (const row of batch.rows) {
      const good = read(row)
      const made = 'reason' in good ? good : make(good)
      if (Array.isArray(made)) drafts.push(...made)
      else refused.push(typeof made === 'string' ? refusal(row, made) : made)
    }
    rows += batch.rows.length
    yield { drafts, refused, phase: 'reading', done: batch.at, of: size, rows, ...brokenOf(batch) }
  }
}

async function* planGroups(
  batches: AsyncIterable<Batch>,
  mapping: Mapping,
  groupBy: number,
  { size, signal }: PlanOptions,
  readers: readonly CellReader[],
): AsyncGenerator<PlanBatch, void> {
  const orders = createOrderMaker(mapping, readers)
  const staging = createStaging(readers.length)
  const stage = stagedReader(mapping, readers, staging)
  let rows = 0
  for await (const batch of batches) {
    signal?.throwIfAborted()
    const refused: RefusedRow[] = []
    for (const row of batch.rows) {
      const good = stage(row)
      const group = row.cells[groupBy]?.trim() ?? ''
      const reason = 'reason' in good ? null : orders.check(good.values, !staging.has(group))
      if ('reason' in good) refused.push(good)
      else if (group === '') refused.push(refusal(row, 'numberMissing', groupBy))
      else if (reason !== null) refused.push(refusal(row, reason))
      else staging.add(group, good.numbers, row.line, good.problems)
    }
    rows += batch.rows.length
    yield { drafts: [], refused, phase: 'reading', done: batch.at, of: size, rows, ...brokenOf(batch) }
  }
  const nameOfProduct = usualNames(staging, readers)
  const count = staging.groupCount()
  for (let group = 0; group < count; group += ORDERS_A_BATCH) {
    signal?.throwIfAborted()
    const end = Math.min(count, group + ORDERS_A_BATCH)
    const drafts: Draft[] = []
    for (let each = group; each < end; each += 1) drafts.push(...orders.make(staging.rowsOf(each), staging.groupName(each), nameOfProduct))
    yield { drafts, refused: [], phase: 'making', done: end, of: count, rows }
  }
}

const refusal = ({ line, cells }: TableRow, reason: Reason, column: number | null = null): RefusedRow => ({
  line,
  reason,
  column,
  cells: cells.map(ownText),
})

const brokenOf = ({ broken }: Batch) => (broken === undefined ? {} : { broken })

/** The name that most lines give a product's code: clerks write "damaged" there, too. */
const usualNames = (staging: Staging, readers: readonly CellReader[]): ((code: string) => string | undefined) => {
  const indexOf = (target: string) => readers.findIndex(({ spec }) => spec.target === target)
  const names = new Map<string, string>()
  for (const [code, counts] of staging.pairs(indexOf('product.code'), indexOf('order.lines.name'))) {
    const named = [...counts].filter(([name]) => name.trim() !== '')
    if (named.length > 0) names.set(code.trim(), named.reduce((a, b) => (b[1] > a[1] ? b : a))[0].trim())
  }
  return (code) => names.get(code)
}

/** Reads every mapped cell of a row. */
const rowReader = ({ badValue }: Mapping, readers: readonly CellReader[]): ReadRow => {
  return (row) => {
    const { cells, line } = row
    if (row.problem !== null) return refusal(row, row.problem)
    const values: unknown[] = []
    const problems: CellProblem[] = []
    for (const { column, read } of readers) {
      const value = read(cells[column] ?? '')
      if (!value.ok) {
        if (badValue === 'refuseRow') return refusal(row, value.error, column)
        problems.push({ reason: value.error, line, column })
      }
      values.push(value.ok ? value.value : undefined)
    }
    return { line, values, problems }
  }
}

/** As `rowReader`, but each distinct text of a column is read once for the whole file; what it returns is good until the next row. */
const stagedReader = (
  { badValue }: Mapping,
  readers: readonly CellReader[],
  staging: Staging,
): ((row: TableRow) => StagedRow | RefusedRow) => {
  const numbers = new Uint32Array(readers.length)
  const values: unknown[] = readers.map(() => undefined)
  return (row) => {
    if (row.problem !== null) return refusal(row, row.problem)
    const problems: CellProblem[] = []
    for (const [i, { column, read }] of readers.entries()) {
      const text = row.cells[column] ?? ''
      let number = staging.numberOf(i, text)
      if (number < 0) {
        const value = read(text)
        if (!value.ok && badValue === 'refuseRow') return refusal(row, value.error, column)
        if (!value.ok) problems.push({ reason: value.error, line: row.line, column })
        number = value.ok ? staging.define(i, text, value.value) : staging.define(i, '', undefined)
      }
      numbers[i] = number
      values[i] = staging.valueOf(i, number)
    }
    return { numbers, values, problems }
  }
}

interface StagedRow {
  readonly numbers: ArrayLike<number>
  readonly values: RowValues
  readonly problems: readonly CellProblem[]
}

/** Contacts, companies, products and deals: one record a row, after those that it names. */
const recordMaker = (mapping: Mapping, readers: readonly CellReader[]): MakeRow => {
  const entity = mainEntity[mapping.purpose]
  const others = entitiesOf(mapping.purpose, mapping.customersAre)
    .slice(1)
    .map((other) => [other, parentField(entity, other)] as const)
  const keyFields = mapping.keys.map((target) => target.split('.')[1] ?? '')
  const seen = new Set<string>()
  return ({ line, values, problems }) => {
    const parts = partsOf(entity, readers, values)
    const named = parts && withName(entity, parts)
    if (!named) return 'nameMissing'
    const drafts: Draft[] = []
    const parents: Record<string, DraftKey> = {}
    for (const [other, reference] of others) {
      const parent = parentOf(other, readers, values)
      if (!parent || reference === null) continue
      parents[reference] = parent.key
      const mark = markOf(parent.key)
      if (other !== 'stage' && !seen.has(mark)) drafts.push({ ...parent, entity: other, parents: {}, line, rows: 1, problems: [] })
      seen.add(mark)
    }
    const key = keyFrom(entity, named, keyFields)
    drafts.push({ entity, key, ...named, parents, line, rows: 1, problems })
    return drafts
  }
}

const parentOf = (entity: EntityName, readers: readonly CellReader[], values: RowValues): (Parts & { readonly key: DraftKey }) | null => {
  const parts = partsOf(entity, readers, values)
  const named = parts && withName(entity, parts)
  const key = named && keyFrom(entity, named)
  return key ? { ...named, key } : null
}
