import { ok, type Result } from '../core/result.ts'
import type { Encoding, EncodingGuess } from './encoding.ts'
import { peekFile, type FileRefusal, type FileSource, type Peek } from './source.ts'
import { createSplitter, delimiters, type Delimiter } from './split.ts'
import { readTable, type Batch, type ReadOptions, type TableFormat } from './table.ts'
import { looksTyped } from './typing.ts'
import { cardColumns, readCards } from './vcard.ts'

/** A table, or cards that are laid out as one. */
export type FileFormat = ({ readonly kind: 'table' } & TableFormat) | { readonly kind: 'cards'; readonly encoding: Encoding }

/** What the wizard shows before anything is imported. */
export interface FileSketch {
  readonly format: FileFormat
  readonly encodings: readonly EncodingGuess[]
  /** One per column; empty where the file names none. */
  readonly headers: readonly string[]
  /** Rows below the header, each as wide as the table. */
  readonly sample: readonly (readonly string[])[]
  /** The first values of each column that are not empty. */
  readonly firstValues: readonly (readonly string[])[]
  /** True where the sample is the whole file. */
  readonly isWhole: boolean
}

export type Chosen = Partial<Pick<TableFormat, 'encoding' | 'delimiter' | 'hasHeader' | 'skip'>>

/** Guesses how a file is laid out; what the person chose stands. */
export const sketchFile = async (source: FileSource, chosen: Chosen = {}): Promise<Result<FileSketch, FileRefusal>> => {
  const peek = await peekFile(source)
  if (!peek.ok) return peek
  const encoding = chosen.encoding ?? peek.value.encodings[0]?.encoding ?? 'utf-8'
  return ok(await (isCards(peek.value, encoding) ? sketchCards(peek.value, encoding) : sketchTable(peek.value, encoding, chosen)))
}

/** The rows of a file as it was sketched. */
export const readFile = (source: FileSource, format: FileFormat, options?: ReadOptions): AsyncGenerator<Batch, void> =>
  format.kind === 'cards' ? readCards(source, format, options) : readTable(source, format, options)

const isCards = ({ head }: Peek, encoding: Encoding): boolean =>
  /^\s*BEGIN:VCARD\s/i.test(new TextDecoder(encoding).decode(head.subarray(0, 1_024), { stream: true }))

const sketchCards = async (peek: Peek, encoding: Encoding): Promise<FileSketch> => {
  const head = new Blob([new Uint8Array(peek.head)])
  const sample: (readonly string[])[] = []
  for await (const { rows } of readCards({ name: '', size: head.size, stream: () => head.stream() }, { encoding }))
    for (const { cells, problem } of rows) if (problem === null || peek.isWhole) sample.push(cells)
  return {
    format: { kind: 'cards', encoding },
    encodings: peek.encodings,
    headers: cardColumns,
    sample: sample.slice(0, SAMPLE_ROWS),
    firstValues: cardColumns.map((_, column) => firstOf(sample, column)),
    isWhole: peek.isWhole && sample.length <= SAMPLE_ROWS,
  }
}

const FIRST_VALUES = 5
const SAMPLE_ROWS = 1_000

const sketchTable = (peek: Peek, encoding: Encoding, chosen: Chosen): FileSketch => {
  const text = textOf(peek, encoding)
  const delimiter = chosen.delimiter ?? sniffDelimiter(text)
  const rows = rowsOf(text, delimiter, peek.isWhole)
  const skip = chosen.skip ?? preambleOf(rows)
  const [first = [], ...below] = rows.slice(skip)
  const hasHeader = chosen.hasHeader ?? isHeader(first, below)
  const body = (hasHeader ? below : [first, ...below]).slice(0, SAMPLE_ROWS)
  const width = Math.max(hasHeader ? trimmedWidth(first) : 0, usualWidth(body), 1)
  const shortShare = body.filter(({ length }) => length < width).length / Math.max(1, body.length)
  const sample = body.map((cells) => fitted(cells, width))
  return {
    format: { kind: 'table', encoding, delimiter, hasHeader, skip, width, padsShort: shortShare > 0.1 },
    encodings: peek.encodings,
    headers: hasHeader ? fitted(first, width).map((name) => name.trim()) : Array.from({ length: width }, () => ''),
    sample,
    firstValues: Array.from({ length: width }, (_, column) => firstOf(sample, column)),
    isWhole: peek.isWhole && body.length < SAMPLE_ROWS,
  }
}

/** The head of the file without a character or line that is cut off. */
const textOf = ({ head, isWhole }: Peek, encoding: Encoding): string => {
  const text = new TextDecoder(encoding).decode(head, { stream: !isWhole })
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return isWhole || end < 0 ? text : text.slice(0, end + 1)
}

const rowsOf = (text: string, delimiter: Delimiter, isWhole: boolean): string[][] => {
  const rows: string[][] = []
  const splitter = createSplitter(delimiter, (cells) => {
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  })
  splitter.push(text)
  if (isWhole || rows.length === 0) splitter.end()
  return rows
}

/** The delimiter that cuts most rows, the first among them, into equally many cells. Blanks count less: sentences hold them too. */
const sniffDelimiter = (text: string): Delimiter => {
  const named = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1] as Delimiter | undefined // the pattern admits only delimiters
  if (named) return named
  const head = text.slice(0, 65_536)
  const scores = delimiters.map(
    (delimiter) => [delimiter, evenness(rowsOf(head, delimiter, text.length === head.length), delimiter)] as const,
  )
  const [best, score] = scores.reduce((a, b) => (b[1] > a[1] ? b : a))
  return score > 0 ? best : ','
}

const evenness = (rows: readonly string[][], delimiter: Delimiter): number => {
  const width = usualWidth(rows)
  if (width < 2) return 0
  const share = rows.filter(({ length }) => length === width).length / rows.length
  // The header tells apart what the decimals below it confuse: `qty;price` over `1,5;2,5`.
  return share * Math.log2(width) * (rows[0]?.length === width ? 1 : 0.5) * (delimiter === '\\s' ? 0.5 : 1)
}

/** The width that most rows have; the wider where two are as common. */
const usualWidth = (rows: readonly (readonly string[])[]): number => {
  const counts = new Map<number, number>()
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1)
  let [best, most] = [0, 0]
  for (const [width, count] of counts) if (count > most || (count === most && width > best)) [best, most] = [width, count]
  return best
}

const trimmedWidth = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '') + 1

/** A title or a `sep=` above a table is much narrower than the table. */
const preambleOf = (rows: readonly (readonly string[])[]): number => {
  if (/^sep=.?$/i.test(rows[0]?.[0] ?? '')) return 1
  const width = usualWidth(rows)
  const start = rows.findIndex((cells) => cells.filter((cell) => cell !== '').length * 2 > width)
  return start > 0 && start <= 10 ? start : 0
}

/** Names of columns are words, differ, and do not come back as values below. */
const isHeader = (first: readonly string[], below: readonly (readonly string[])[]): boolean => {
  const names = first.map((cell) => cell.trim()).filter((cell) => cell !== '')
  if (names.length === 0 || names.some(looksTyped) || new Set(names).size * 2 < names.length) return false
  return !first.some((cell, column) => cell !== '' && below.some((row) => row[column] === cell))
}

const fitted = (cells: readonly string[], width: number): string[] => Array.from({ length: width }, (_, column) => cells[column] ?? '')

const firstOf = (rows: readonly (readonly string[])[], column: number): string[] => {
  const values = new Set<string>()
  for (const row of rows) {
    const value = row[column]?.trim() ?? ''
    if (value !== '') values.add(value)
    if (values.size === FIRST_VALUES) break
  }
  return [...values]
}
