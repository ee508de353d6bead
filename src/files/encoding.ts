import { textCost, type Script } from './scripts.ts'

/** Labels that every browser's TextDecoder knows (WHATWG Encoding): gb18030 reads GBK and GB2312, euc-kr reads CP949, windows-874 reads TIS-620. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'euc-kr',
  'windows-874',
  'windows-1252',
  'shift_jis',
  'euc-jp',
  'windows-1251',
] as const
export type Encoding = (typeof encodings)[number]

export interface EncodingGuess {
  readonly encoding: Encoding
  /** 0 to 1, from the plausibility of what the bytes would say. */
  readonly confidence: number
}

const scriptOf: Readonly<Record<Encoding, Script>> = {
  'utf-8': 'any',
  'utf-16le': 'wide',
  'utf-16be': 'wide',
  gb18030: 'simplified',
  big5: 'traditional',
  'euc-kr': 'korean',
  'windows-874': 'thai',
  'windows-1252': 'western',
  shift_jis: 'japanese',
  'euc-jp': 'japanese',
  'windows-1251': 'cyrillic',
}

const isUtf16 = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be'

const markOf = (bytes: Uint8Array): Encoding | null => {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** Judging more than this adds time and no certainty. */
const JUDGED = 32_768

/**
 * Every encoding that could have written the sample, the likeliest first. `sample` should hold the bytes above 0x7F of a larger stretch
 * (`interestingBytes`): a thousand lines of ASCII say nothing about the first é.
 */
export const guessEncodings = (sample: Uint8Array): readonly EncodingGuess[] => {
  const marked = markOf(sample)
  const judged = sample.subarray(0, JUDGED)
  const hasZeros = judged.includes(0)
  if (marked) return [{ encoding: marked, confidence: 1 }]
  if (!hasZeros && judged.every((byte) => byte < 0x80))
    return encodings.filter((e) => !isUtf16(e)).map((encoding, i) => ({ encoding, confidence: i === 0 ? 1 : 0 }))
  return ranked(
    encodings.filter((encoding) => isUtf16(encoding) === hasZeros).map((encoding) => [encoding, costIn(judged, encoding)] as const),
  )
}

/** A sample may end inside a character: the decoder is told that more would follow. */
const costIn = (sample: Uint8Array, encoding: Encoding): number =>
  textCost(new TextDecoder(encoding).decode(sample, { stream: true }), scriptOf[encoding])

/** Bayes' rule with equal priors. */
const ranked = (costs: readonly (readonly [Encoding, number])[]): readonly EncodingGuess[] => {
  const least = Math.min(...costs.map(([, cost]) => cost))
  const sum = costs.reduce((total, [, cost]) => total + Math.exp(least - cost), 0)
  return costs
    .map(([encoding, cost]) => ({ encoding, confidence: Math.exp(least - cost) / sum }))
    .sort((a, b) => b.confidence - a.confidence)
}

const NEWLINE = 0x0a

/**
 * The lines of a stretch that hold a byte above 0x7F, up to `limit` bytes. A newline byte is never part of a longer character in any of these
 * encodings but UTF-16, so lines can be cut before the encoding is known.
 */
export const interestingBytes = (bytes: Uint8Array, limit = JUDGED): Uint8Array => {
  const kept = new Uint8Array(limit)
  let length = 0
  let start = 0
  while (start < bytes.length && length < limit) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline < 0 ? bytes.length : newline + 1
    const line = bytes.subarray(start, Math.min(end, start + limit - length))
    if (line.some((byte) => byte > 0x7f)) {
      kept.set(line, length)
      length += line.length
    }
    start = end
  }
  return kept.subarray(0, length)
}
