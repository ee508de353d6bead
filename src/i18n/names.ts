import type { PersonName } from '../domain/entity.ts'

/** A name as its own script writes it, whoever reads: 김철수, 張偉, สมชาย ใจดี, Ms Ann Lee. `order` says otherwise for the few who differ. */
export const displayName = (name: PersonName): string => {
  const { family, given, middle = '', prefix = '', suffix = '' } = name
  const isFamilyFirst = comesFamilyFirst(name)
  // Titles follow a Chinese, Korean or Japanese name: 김철수 부장.
  if (isCjk(family + given)) return joined([isFamilyFirst ? family + given : given + family, prefix, suffix])
  return joined([prefix, ...(isFamilyFirst ? [family, middle, given] : [given, middle, family]), suffix])
}

/** What a list sorts by: the family name, but the given one in Thailand. */
export const sortName = (name: PersonName): string => {
  const { family, given, middle = '' } = name
  if (isCjk(family + given)) return family + given
  if (isThai(given + family)) return joined([given, family])
  return given === '' || family === '' ? family + given : joined([`${family},`, given, middle])
}

/** Two letters for the disc: the given name in Chinese, Korean and Japanese, else one of each. */
export const initials = (name: PersonName): string => {
  const { family, given } = name
  if (isCjk(family + given))
    return graphemes(given === '' ? family : given)
      .slice(-2)
      .join('')
  return (comesFamilyFirst(name) ? [family, given] : [given, family]).map(firstLetter).join('')
}

/** What a firm is in law tells no two of them apart. */
const legalForm =
  /^(บริษัท|บมจ|บจก|หจก|ห้างหุ้นส่วนจำกัด|จำกัด|มหาชน|주식회사|유한회사|주|㈜|株式会社|有限公司|ltd|limited|inc|llc|gmbh|co|corp|plc|the)$/i

/** The same for a company or anything else that has one name. */
export const textInitials = (text: string): string => {
  const all = text
    .trim()
    .split(/[\s()（）.,&/-]+/)
    .filter((word) => word !== '')
  const telling = all.filter((word) => !legalForm.test(word))
  const words = telling.length > 0 ? telling : all
  if (isCjk(words[0] ?? ''))
    return graphemes(words[0] ?? '')
      .slice(0, 2)
      .join('')
  return words.slice(0, 2).map(firstLetter).join('')
}

const comesFamilyFirst = ({ family, given, order = 'auto' }: PersonName): boolean =>
  order === 'auto' ? isCjk(family + given) : order === 'familyFirst'

/** Every letter is Han, kana or Hangul: no space stands between the parts. */
const isCjk = (text: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー·・\s]+$/u.test(text)
const isThai = (text: string): boolean => /^\p{Script=Thai}/u.test(text)

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')

/** Vowels and tones that sit on a Thai consonant crowd a disc. */
const plainThai = (letter: string): string => letter.replace(/[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]/g, '')

/** A Thai vowel written before its consonant says nothing alone. */
const firstLetter = (word: string): string =>
  plainThai(
    graphemes(word).find((letter) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(letter) && !/^[เแโใไ]/.test(letter)) ?? '',
  ).toUpperCase()

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const graphemes = (text: string): readonly string[] => [...segmenter.segment(text.trim())].map(({ segment }) => segment)
