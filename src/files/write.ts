import type { RefusedRow } from './plan.ts'
import type { Reason } from './cells.ts'

/**
 * One line of a CSV file that spreadsheets in every language open right, with CRLF and every cell in quotes. Values go out as they came in, a
 * leading `=` or `+` too: what is changed to be harmless in a spreadsheet ("+66 81…" into "'+66 81…") is wrong when it is imported again.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`

/** Spreadsheets take a file without it for the machine's old encoding. */
export const byteOrderMark = '\uFEFF'

export interface ErrorFileWords {
  /** Headers of the two columns in front. */
  readonly line: string
  readonly problem: string
  readonly reason: (reason: Reason, header: string | null) => string
}

/** The rows that were not imported, each with its line and reason in front, so that they can be mended and imported again. */
export const errorFile = (headers: readonly string[], refused: readonly RefusedRow[], words: ErrorFileWords): string =>
  byteOrderMark +
  csvLine([words.line, words.problem, ...headers]) +
  refused
    .map(({ line, reason, column, cells }) =>
      csvLine([String(line), words.reason(reason, column === null ? null : (headers[column] ?? null)), ...cells]),
    )
    .join('')
