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

  /** Null where the text ends before the row does. */
  const readRow = (): string[] | 'torn' | null => {
    const cells: string[] = []
    for (;;) {
      const cell = text.charCodeAt(at) === QUOTE ? readQuoted() : readPlain()
      if (cell === null || cell === 'torn' || (at >= text.length && !isLast)) return cell === 'torn' ? 'torn' : null
      cells.push(cell.value)
      if (text.charCodeAt(at) !== cut) break
      at += 1
    }
    return stepOverNewline() ? cells : null
  }

  const stepOverNewline = (): boolean => {
    const isReturn = text.charCodeAt(at) === CR
    if (isReturn && at + 1 >= text.length && !isLast) return false
    at += isReturn && text.charCodeAt(at + 1) === LF ? 2 : 1
    line += 1
    return true
  }

  const found = { value: '' }
  const readPlain = (): typeof found => {
    const start = at
    at = endOfCell(text, at, cut)
    found.value = text.slice(start, at)
    return found
  }

  const readQuoted = (): typeof found | 'torn' | null => {
    const close = closingQuote(text, at + 1)
    if (close < 0 || (close + 1 === text.length && !isLast)) return isLast || text.length - at > LONGEST_CELL ? 'torn' : null
    const inner = text.slice(at + 1, close)
    const end = endOfCell(text, close + 1, cut)
    const newlines = inner.includes('\n') || inner.includes('\r') ? newlinesIn(inner) : 0
    // A quote that opened by mistake ends at the next honest one, in the middle of a line below.
    if (inner.length > LONGEST_CELL || (end > close + 1 && newlines > 0)) return 'torn'
    line += newlines
    found.value = (inner.includes('"') ? inner.replaceAll('""', '"') : inner) + text.slice(close + 1, end)
    at = end
    return found
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

/** -1 where the text ends first; a doubled quote is none. */
const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from)
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2)
  return at
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

const newlinesIn = (text: string): number => {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count += 1
  }
  return count
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
