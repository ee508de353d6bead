import { chunkRows, createLane, type Lane } from './lane.ts'

/** The search strings of an entity's rows: words of ASCII letters and figures apart from all others. */
export interface Texts {
  readonly set: (row: number, text: string) => void
  readonly get: (row: number) => readonly [narrow: string, wide: string]
  /** Rows that hold every word, the last chunks first; `onHit` says false to stop. */
  readonly scan: (words: readonly string[], onHit: (row: number, narrow: string, wide: string) => boolean) => void
}

/** Between what names the record and the rest. */
export const AFTER_TITLE = '\t'

export const createTexts = (): Texts => {
  const narrow = createLane(true)
  const wide = createLane(false)
  const set = (row: number, text: string): void => {
    const [title = '', rest = ''] = text.split(AFTER_TITLE)
    const [narrowTitle, wideTitle] = parted(title)
    const [narrowRest, wideRest] = parted(rest)
    narrow.set(row, joined(narrowTitle, narrowRest))
    wide.set(row, joined(wideTitle, wideRest))
  }

  return {
    set,
    get: (row) => [narrow.get(row), wide.get(row)],
    scan: (words, onHit) => {
      const [rarest = '', ...others] = byRarity(words, narrow, wide)
      const isSeen = new Uint8Array(chunkRows)
      const onRow = (row: number): boolean => {
        const at = row % chunkRows
        if (isSeen[at] === 1) return true
        isSeen[at] = 1
        const [ascii, other] = [narrow.get(row), wide.get(row)]
        return !others.every((word) => ascii.includes(word) || other.includes(word)) || onHit(row, ascii, other)
      }
      for (let chunk = narrow.chunks() - 1; chunk >= 0; chunk -= 1) {
        isSeen.fill(0)
        if (isAscii(rarest) && !narrow.scan(chunk, rarest, onRow)) return
        if (!wide.scan(chunk, rarest, onRow)) return
      }
    },
  }
}

const isAscii = (text: string): boolean => !/[^ -~]/.test(text)
const joined = (title: string, rest: string): string => (rest === '' ? title : title + AFTER_TITLE + rest)

const parted = (text: string): readonly [string, string] => {
  if (isAscii(text)) return [text, '']
  const words = text.split(' ')
  return [words.filter(isAscii).join(' '), words.filter((word) => !isAscii(word)).join(' ')]
}

/** The word that the fewest rows of a sample hold comes first: the others are looked for only where it is. */
const byRarity = (words: readonly string[], narrow: Lane, wide: Lane): readonly string[] => {
  if (words.length < 2) return words
  const last = narrow.chunks() - 1
  const sample = new Set([0, Math.floor(last / 3), Math.floor((2 * last) / 3), last])
  const counted = words.map((word) => {
    let count = 0
    const add = (): boolean => (count += 1) > 0
    for (const chunk of sample) {
      if (isAscii(word)) narrow.scan(chunk, word, add)
      wide.scan(chunk, word, add)
    }
    return { word, count }
  })
  return counted.sort((a, b) => a.count - b.count || b.word.length - a.word.length).map(({ word }) => word)
}
