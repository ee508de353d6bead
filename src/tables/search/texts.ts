/** Rows that share one long string: short enough to be put together again for an edit, long enough that looking through it costs one call. */
const chunkRows = 512
/** Between two rows; folded texts hold no line end. */
const END = '\n'

interface Chunk {
  text: string
  /** Where each row begins, and the end. */
  starts: Uint32Array
  /** Not yet put in. */
  readonly pending: Map<number, string>
}

/** The search strings of an entity's rows, one after another in long strings: `indexOf` runs over 100,000 of them in a millisecond. */
export interface Texts {
  readonly length: () => number
  readonly set: (row: number, text: string) => void
  readonly get: (row: number) => string
  /** Rows that hold every word, the last rows first; `onHit` says false to stop. */
  readonly scan: (words: readonly string[], onHit: (row: number, text: string) => boolean) => void
  /** Rows from … to - 1 as one text, and back. */
  readonly dump: (from: number, to: number) => string
  readonly load: (from: number, text: string) => void
}

export const createTexts = (): Texts => {
  const chunks: Chunk[] = []
  let length = 0

  const chunkFor = (row: number): Chunk => {
    const at = Math.floor(row / chunkRows)
    while (chunks.length <= at) chunks.push({ text: '', starts: new Uint32Array(1), pending: new Map() })
    return chunks[at] as Chunk // just made
  }
  const set = (row: number, text: string): void => {
    chunkFor(row).pending.set(row % chunkRows, text)
    if (row >= length) length = row + 1
  }
  const get = (row: number): string => {
    const chunk = chunks[Math.floor(row / chunkRows)]
    return chunk === undefined ? '' : (chunk.pending.get(row % chunkRows) ?? textAt(chunk, row % chunkRows))
  }

  return {
    length: () => length,
    set,
    get,
    scan: (words, onHit) => {
      for (const { pending } of chunks) if (pending.size > 0) chunks.forEach(settle)
      const [rarest = '', ...others] = byRarity(words, chunks)
      for (let at = chunks.length - 1; at >= 0; at -= 1) {
        const chunk = chunks[at]
        if (chunk !== undefined && !scanChunk(chunk, at * chunkRows, rarest, others, onHit)) return
      }
    },
    dump: (from, to) => Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, at) => get(from + at)).join(END),
    load: (from, text) => text.split(END).forEach((each, at) => set(from + at, each)),
  }
}

const textAt = ({ text, starts }: Chunk, at: number): string =>
  text.slice(starts[at] ?? text.length, Math.max(0, (starts[at + 1] ?? 0) - 1))

/** Puts the chunk together again with what is pending. */
const settle = (chunk: Chunk): void => {
  if (chunk.pending.size === 0) return
  const held = chunk.starts.length - 1
  const rows = Math.max(held, ...Array.from(chunk.pending.keys(), (at) => at + 1))
  const texts = Array.from({ length: rows }, (_, at) => chunk.pending.get(at) ?? (at < held ? textAt(chunk, at) : ''))
  chunk.starts = new Uint32Array(rows + 1)
  texts.forEach((text, at) => (chunk.starts[at + 1] = (chunk.starts[at] ?? 0) + text.length + 1))
  chunk.text = texts.join(END) + END
  chunk.pending.clear()
}

/** The word that the fewest rows of a sample hold comes first: the others are looked for only where it is. */
const byRarity = (words: readonly string[], chunks: readonly Chunk[]): readonly string[] => {
  if (words.length < 2) return words
  const sample = [0, 0.33, 0.66, 1].map((part) => chunks[Math.floor(part * (chunks.length - 1))])
  const hits = words.map((word) => {
    let count = 0
    const add = (): boolean => (count += 1) < 200
    for (const chunk of sample) if (chunk !== undefined) scanChunk(chunk, 0, word, [], add)
    return { word, count }
  })
  return hits.sort((a, b) => a.count - b.count || b.word.length - a.word.length).map(({ word }) => word)
}

const scanChunk = (
  { text, starts }: Chunk,
  base: number,
  rarest: string,
  others: readonly string[],
  onHit: (row: number, text: string) => boolean,
): boolean => {
  let row = 0
  for (let at = text.indexOf(rarest); at >= 0;) {
    while ((starts[row + 1] ?? Infinity) <= at) row += 1
    const end = starts[row + 1] ?? text.length
    const held = text.slice(starts[row] ?? 0, end - 1)
    if (others.every((word) => held.includes(word)) && !onHit(base + row, held)) return false
    at = text.indexOf(rarest, end)
  }
  return true
}
