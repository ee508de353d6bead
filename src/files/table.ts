import type { Encoding } from './encoding.ts'
import { detailOf, readText, type FileSource } from './source.ts'
import { createSplitter, type Delimiter } from './split.ts'

/** How a file lays out its rows; guessed by `sketchFile`, corrected by the person. */
export interface TableFormat {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly hasHeader: boolean
  /** Rows above the header: a title, a `sep=;`. */
  readonly skip: number
  /** Cells of a whole row. */
  readonly width: number
  /** Some tools leave empty cells at the end of a row away: then a short row is a whole one. */
  readonly padsShort: boolean
}

export type RowProblem = 'tooFewCells' | 'tooManyCells' | 'tornQuote' | 'undecodable' | 'cutShort'

export interface TableRow {
  readonly cells: readonly string[]
  /** As an editor counts, from 1. */
  readonly line: number
  readonly problem: RowProblem | null
}

export interface Batch {
  readonly rows: readonly TableRow[]
  /** Bytes of the stored file taken in so far. */
  readonly at: number
  /** Set on the last batch where the file broke off: what came before it is good. */
  readonly broken?: string
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  readonly batchRows?: number
}

/** Planned in about 5 ms. */
const BATCH_ROWS = 500

/**
 * The rows below the header in batches, at the pace of whoever asks for them; nothing else of the file is held.
 * Ends with an AbortError where `signal` says so.
 */
export async function* readTable(
  source: FileSource,
  format: TableFormat,
  { signal, batchRows = BATCH_ROWS }: ReadOptions = {},
): AsyncGenerator<Batch, void> {
  let rows: TableRow[] = []
  let above = format.skip + (format.hasHeader ? 1 : 0)
  const splitter = createSplitter(format.delimiter, (cells, line, isTorn) => {
    if (isBlank(cells)) return
    if (above > 0) above -= 1
    else rows.push(asRow(cells, line, isTorn, format))
  })
  const taken = (): TableRow[] => {
    const full = rows.slice(0, batchRows)
    rows = rows.slice(batchRows)
    return full
  }
  let at = 0
  try {
    for await (const { value, at: position } of readText(source, format.encoding, signal)) {
      at = position
      splitter.push(value)
      while (rows.length >= batchRows) yield { rows: taken(), at }
    }
    splitter.end()
  } catch (error) {
    signal?.throwIfAborted()
    yield { rows: taken(), at, broken: detailOf(error) }
    return
  }
  while (rows.length > 0) yield { rows: taken(), at }
}

const isBlank = (cells: readonly string[]): boolean => {
  for (const cell of cells) if (cell !== '') return false
  return true
}

const asRow = (cells: string[], line: number, isTorn: boolean, { width, padsShort }: TableFormat): TableRow => {
  if (isTorn) return { cells, line, problem: 'tornQuote' }
  while (cells.length > width && cells.at(-1) === '') cells.pop()
  if (cells.length > width) return { cells, line, problem: 'tooManyCells' }
  if (cells.length < width) {
    if (!padsShort) return { cells, line, problem: 'tooFewCells' }
    while (cells.length < width) cells.push('')
  }
  for (const cell of cells) if (cell.includes('\uFFFD')) return { cells, line, problem: 'undecodable' }
  return { cells, line, problem: null }
}
