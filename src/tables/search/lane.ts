import { textOf, utf8 } from '../../core/bytes.ts'

/** Rows that share one long string: few enough that an edit puts it together again in microseconds, many enough that looking through costs one call. */
export const chunkRows = 512
/** Between two rows; folded texts hold no line end. */
export const END = '\n'

/** A string for each row, one after another in long strings. */
export interface Lane {
  readonly set: (row: number, text: string) => void
  readonly get: (row: number) => string
  readonly chunks: () => number
  /** Tells each row of a chunk that holds the word, once; false where it was told to stop. */
  readonly scan: (chunk: number, word: string, onRow: (row: number) => boolean) => boolean
}

interface Chunk {
  text: string
  /** Where each row begins, and the end. */
  starts: Uint32Array
  /** Not yet put in. */
  readonly pending: Map<number, string>
}

/** `isNarrow`: every text is ASCII, and held with a byte a letter: half the memory, and searched three times as fast. */
export const createLane = (isNarrow: boolean): Lane => {
  const chunks: Chunk[] = []
  const chunkFor = (row: number): Chunk => {
    const at = Math.floor(row / chunkRows)
    while (chunks.length <= at) chunks.push({ text: '', starts: new Uint32Array(1), pending: new Map() })
    return chunks[at] as Chunk // just made
  }
  return {
    set: (row, text) => void chunkFor(row).pending.set(row % chunkRows, text),
    get: (row) => {
      const chunk = chunks[Math.floor(row / chunkRows)]
      return chunk === undefined ? '' : (chunk.pending.get(row % chunkRows) ?? textAt(chunk, row % chunkRows))
    },
    chunks: () => chunks.length,
    scan: (at, word, onRow) => {
      const chunk = chunks[at]
      if (chunk === undefined) return true
      settle(chunk, isNarrow)
      const { text, starts } = chunk
      let row = 0
      for (let found = text.indexOf(word); found >= 0;) {
        while ((starts[row + 1] ?? Infinity) <= found) row += 1
        if (!onRow(at * chunkRows + row)) return false
        found = text.indexOf(word, starts[row + 1] ?? text.length)
      }
      return true
    },
  }
}

const textAt = ({ text, starts }: Chunk, at: number): string =>
  text.slice(starts[at] ?? text.length, Math.max(0, (starts[at + 1] ?? 0) - 1))

/** Puts the chunk together again with what is pending. */
const settle = (chunk: Chunk, isNarrow: boolean): void => {
  if (chunk.pending.size === 0) return
  const held = chunk.starts.length - 1
  let rows = held
  for (const at of chunk.pending.keys()) rows = Math.max(rows, at + 1)
  const texts = Array.from({ length: rows }, (_, at) => chunk.pending.get(at) ?? (at < held ? textAt(chunk, at) : ''))
  chunk.starts = new Uint32Array(rows + 1)
  texts.forEach((text, at) => (chunk.starts[at + 1] = (chunk.starts[at] ?? 0) + text.length + 1))
  const text = texts.join(END) + END
  // An engine keeps two bytes a letter for what was cut out of a wider string, unless the string is made anew.
  chunk.text = isNarrow ? textOf(utf8(text)) : text
  chunk.pending.clear()
}
