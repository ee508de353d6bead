/** One row's cells, as text. */
export type Row = readonly string[]
/** `\s` stands for a table whose columns are aligned by runs of blanks. */
export type Delimiter = ',' | ';' | '\t' | '|' | '\\s'
export const delimiters: readonly Delimiter[] = [',', ';', '\t', '|', '\\s']

export interface Splitter {
  /** Rows that are complete after this piece of text. */
  push: (text: string) => void
  /** What is left is the last row. */
  end: () => void
}
/** `isTorn` tells of a quote that is never closed: the row is one line of the file as it stands. */
export type OnRow = (cells: string[], line: number, isTorn: boolean) => void

/** A cell is a slice that keeps the whole piece of the file it was cut from; what outlives its batch takes a text of its own. */
export const ownText = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

const QUOTE = 34
const LF = 10
const CR = 13
/** Characters: a quoted cell longer than this is taken for a quote that nobody closed, so that one stray quote cannot swallow the rest of a file. */
const LONGEST_CELL = 262_144

/**
 * Cuts text that arrives in pieces into rows (RFC 4180, and what is found in the wild: CR or LF alone, a quote inside a cell that does not start
 * with one, text after a closing quote). Lines are counted as an editor shows them, from 1.
 */
export const createSplitter = (delimiter: Delimiter, onRow: OnRow): Splitter =>
  delimiter === '\\s' ? splitBlanks(onRow) : splitQuoted(delimiter, onRow)

const splitQuoted = (delimiter: string, onRow: OnRow): Splitter => {
  const cut = delimiter.charCodeAt(0)
  let text = ''
  let at = 0
  let line = 1
  let isLast = false

  /** Null where the text ends before the row does. Locals and one loop: this runs for every character of 200 MB. */
  const readRow = (): string[] | 'torn' | null => {
    const piece = text
    const size = piece.length
    const cells: string[] = []
    let here = at
    for (;;) {
      if (piece.charCodeAt(here) === QUOTE) {
        const cell = readQuoted(here)
        if (cell === null || cell === 'torn') return cell
        cells.push(quoted.value)
        here = quoted.end
      } else {
        const start = here
        let code = piece.charCodeAt(here)
        while (here < size && code !== cut && code !== LF && code !== CR) code = piece.charCodeAt(++here)
        cells.push(piece.slice(start, here))
      }
      if (here >= size && !isLast) return null
      if (piece.charCodeAt(here) !== cut) break
      here += 1
    }
    at = here
    return stepOverNewline() ? cells : null
  }

  const stepOverNewline = (): boolean => {
    const isReturn = text.charCodeAt(at) === CR
    if (isReturn && at + 1 >= text.length && !isLast) return false
    at += isReturn && text.charCodeAt(at + 1) === LF ? 2 : 1
    line += 1
    return true
  }

  const quoted = { value: '', end: 0 }
  const readQuoted = (start: number): true | 'torn' | null => {
    const piece = text
    const size = piece.length
    let hasDoubled = false
    let newlines = 0
    let close = start + 1
    for (; close < size; close += 1) {
      const code = piece.charCodeAt(close)
      if (code === QUOTE) {
        if (piece.charCodeAt(close + 1) !== QUOTE) break
        hasDoubled = true
        close += 1
      } else if (code === LF || (code === CR && piece.charCodeAt(close + 1) !== LF)) newlines += 1
    }
    if (close >= size || (close + 1 === size && !isLast)) return isLast || size - start > LONGEST_CELL ? 'torn' : null
    const end = endOfCell(piece, close + 1, cut)
    // A quote that opened by mistake ends at the next honest one, in the middle of a line below.
    if (close - start > LONGEST_CELL || (end > close + 1 && newlines > 0)) return 'torn'
    const inner = piece.slice(start + 1, close)
    quoted.value = (hasDoubled ? inner.replaceAll('""', '"') : inner) + piece.slice(close + 1, end)
    quoted.end = end
    line += newlines
    return true
  }

  /** The row's first line goes out as it stands and reading goes on behind it. */
  const giveUpLine = (start: number): void => {
    at = endOfCell(text, start, LF)
    const cells = text.slice(start, at).split(delimiter)
    const tornLine = line
    if (!stepOverNewline()) at = text.length
    onRow(cells, tornLine, true)
  }

  const readRows = (): void => {
    while (at < text.length) {
      const start = at
      const startLine = line
      const row = readRow()
      if (row === 'torn') {
        line = startLine
        giveUpLine(start)
      } else if (row === null) {
        line = startLine
        at = start
        break
      } else onRow(row, startLine, false)
    }
    text = text.slice(at)
    at = 0
  }

  return {
    push: (piece) => {
      text = text === '' ? piece : text + piece
      readRows()
    },
    end: () => {
      isLast = true
      readRows()
    },
  }
}

const endOfCell = (text: string, from: number, cut: number): number => {
  const size = text.length
  let at = from
  while (at < size) {
    const code = text.charCodeAt(at)
    if (code === cut || code === LF || code === CR) break
    at += 1
  }
  return at
}

/** Columns aligned by blanks know no quotes. */
const splitBlanks = (onRow: OnRow): Splitter => {
  let rest = ''
  let line = 0
  const emit = (text: string): void => {
    line += 1
    onRow(text.trim().split(/[ \t]+/), line, false)
  }
  return {
    push: (text) => {
      const whole = rest + text
      const lines = whole.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const each of lines) emit(each)
    },
    end: () => {
      if (rest !== '') for (const each of rest.split(/\r\n|\n|\r/)) if (each !== '') emit(each)
      rest = ''
    },
  }
}
