/** What needs a table: made by `loadHan` in fold-han.ts, and left out until a Chinese character turns up. */
export interface HanFold {
  /** Traditional characters become simplified ones. */
  readonly simplify: (text: string) => string
  /** `张伟` → `zw`; what is no Chinese character is left out. */
  readonly pinyinInitials: (text: string) => string
}

/**
 * A text as search compares it: width, case, Latin marks, typographic quotes and dashes, and the two ways to type Thai sara am no longer differ.
 * Marks that make another letter (Thai vowels and tones, Hangul, kana) stay.
 */
export const fold = (text: string): string => (notPlain.test(text) ? foldAny(text) : spaced(text.toLowerCase()))

/** The search string of a record: its parts folded, with Hangul and pinyin initials and phone digits behind them. */
export const searchText = (
  parts: readonly string[],
  { phones = [], han = null }: { phones?: readonly string[]; han?: HanFold | null } = {},
): string => {
  const words: string[] = []
  for (const part of parts) {
    const folded = fold(part)
    if (folded === '') continue
    const simple = han !== null && hasHan(folded) ? han.simplify(folded) : folded
    words.push(simple)
    if (hangul.test(folded)) words.push(hangulInitials(folded))
    if (han !== null && hasHan(simple)) words.push(han.pinyinInitials(simple))
    if (dashedDigits.test(folded)) words.push(digitsIn(folded))
  }
  for (const phone of phones) words.push(foldPhone(phone))
  return words.join(' ')
}

const maxWords = 8

/** The words of a query, each to be found in the search string; a phone number in any spelling becomes its digits. */
export const wordsOf = (query: string, han: HanFold | null = null): readonly string[] => {
  const folded = fold(query)
  // A Korean keyboard gives a letter alone until its syllable is whole: 김ㅊ asks for 김 and the initial ㅊ.
  const separate = (han?.simplify(folded) ?? folded).replace(/([가-힣])([ㄱ-ㅎ])/g, '$1 $2')
  const words = joinedPhone(separate)
    .split(/[\s,;、。·・]+/)
    .map((word) => (dashedDigits.test(word) ? digitsIn(word) : word))
  return [...new Set(words)].filter((word) => word !== '').slice(0, maxWords)
}

/** A number's digits, international and as dialled at home: `+66812345678` → `66812345678 0812345678`. */
export const foldPhone = (phone: string): string => {
  const digits = digitsIn(fold(phone))
  if (!phone.trim().startsWith('+')) return digits
  const code = trunkCodes.find((prefix) => digits.startsWith(prefix))
  return code === undefined ? digits : `${digits} 0${digits.slice(code.length)}`
}

/** `김철수` → `ㄱㅊㅅ`; what is no Hangul syllable is left out. */
export const hangulInitials = (text: string): string => {
  let initials = ''
  for (let at = 0; at < text.length; at++) {
    const syllable = text.charCodeAt(at) - 0xac00
    if (syllable >= 0 && syllable < 11_172) initials += leadingJamo.charAt(Math.floor(syllable / 588))
  }
  return initials
}

/**
 * Whether a word begins at this place of a folded text. Chinese and Japanese write no spaces: every character may begin one.
 * Thai writes none either: one begins after a space, or at a vowel that is written before its consonant.
 */
export const startsWord = (text: string, at: number): boolean => {
  if (at === 0) return true
  const char = text.charCodeAt(at)
  if (isHan(char) || isThaiLeadingVowel(char)) return true
  const before = text.charCodeAt(at - 1)
  return !isLetter(text.charAt(at - 1)) || isThai(before) !== isThai(char) || isHan(before)
}

export const hasHan = (text: string): boolean => /[\u3400-\u9fff]/.test(text)

/** Countries whose numbers begin with 0 at home and lose it abroad. */
const trunkCodes = ['886', '66', '82', '81', '86', '84', '60', '44', '49', '33', '91', '61', '62', '63', '95', '855', '856']
const leadingJamo = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'

const notPlain = /[^ -~]/
const hangul = /[가-힣]/
/** Figures with what people put between them; at least four, or it may be any small number. */
const dashedDigits = /^(?=(?:\D*\d){4})(?=.*\D)\+?[\d\-(). ]+$/
const digitsIn = (text: string): string => text.replace(/\D+/g, '')

/** A query that is nothing but one phone number is one word, spaces and all. */
const joinedPhone = (query: string): string => (/^\+?[\d\-() ]{7,}$/.test(query) && /^[+0(]/.test(query) ? digitsIn(query) : query)

const spaced = (text: string): string => (/^\s|\s$|\s\s|[\t\n\r]/.test(text) ? text.trim().replace(/\s+/g, ' ') : text)

const foldAny = (text: string): string => {
  let folded = text
    .replace(/[ㄳ-ㅄ]/g, (jamo) => splitJamo[jamo] ?? jamo)
    .normalize('NFKC')
    .toLowerCase()
  if (latinMarks.test(folded)) folded = folded.replace(latinMarksAll, plainLatin)
  if (/[\u0e00-\u0e7f]/.test(folded)) folded = foldThai(folded)
  if (/[\u1100-\u1175]/.test(folded)) folded = folded.replace(/[\u1100-\u1175]/g, aloneJamo)
  return spaced(
    folded
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
      .replace(/[‘’‚‛′ʼ`´]/g, "'")
      .replace(/[“”„‟″«»]/g, '"')
      .replace(/[‐-―−﹣]/g, '-'),
  )
}

const latinMarks = /[\u00c0-\u024f]|[\u0300-\u036f]|[\u1e00-\u1eff]/
const latinMarksAll = /(?:[\u00c0-\u024f]|[\u0300-\u036f]|[\u1e00-\u1eff])+/g
/** Letters that no decomposition reaches. */
const plainByLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
}
const plainLatin = (letters: string): string =>
  letters
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z]/g, (letter) => plainByLetter[letter] ?? letter)

/** NFKC has split sara am (ำ) into nikhahit and aa; what people type around it comes in any order. */
const foldThai = (text: string): string =>
  text
    .replace(/\u0e4d([\u0e48-\u0e4b])/g, '$1\u0e4d')
    .replace(/([\u0e48-\u0e4c])(\u0e31|[\u0e34-\u0e3a])/g, '$2$1')
    .replaceAll('เเ', 'แ')
    .replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50))

/** Two consonants that a Korean keyboard runs together. */
const splitJamo: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
}
/** NFKC makes letters that wait for the rest of their syllable out of letters that stand alone; back again. */
const aloneJamo = (jamo: string): string => {
  const code = jamo.charCodeAt(0)
  if (code >= 0x1161) return String.fromCharCode(code - 0x1161 + 0x314f)
  return leadingJamo.charAt(code - 0x1100) || jamo
}

const isThai = (char: number): boolean => char >= 0x0e01 && char <= 0x0e5b
const isThaiLeadingVowel = (char: number): boolean => char >= 0x0e40 && char <= 0x0e44
/** Han and kana. */
const isHan = (char: number): boolean => (char >= 0x3400 && char <= 0x9fff) || (char >= 0x3041 && char <= 0x30ff)
const isLetter = (char: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(char)
