import type { Random } from '../../src/core/random.ts'

const families = '王李張刘陳楊黃趙吳周徐孫馬朱胡郭何林高羅鄭梁'
const korean = '김이박최정강조윤장임한오서신권황안송류홍'
const consonants = 'กขคงจชซดตถทธนบปพภมยรลวศสห'
const leading = 'เแโไใ'
const marks = ['า', 'ิ', 'ี', 'ุ', 'ู', '์', '่', '้', '']

const oneOf = <T>(list: ArrayLike<T>, random: Random): T => {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}
const latinWord = (random: Random): string => {
  let word = ''
  for (let i = 0; i < 2 + Math.floor(random() * 3); i += 1)
    word += oneOf('bcdfghjklmnprstvwyz', random) + oneOf(['a', 'e', 'i', 'o', 'u', 'an', 'er', 'ing', 'ö'], random)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
const thaiWord = (random: Random): string => {
  let word = ''
  for (let i = 0; i < 3; i += 1) word += (random() < 0.3 ? oneOf(leading, random) : '') + oneOf(consonants, random) + oneOf(marks, random)
  return word
}
const han = (random: Random): string => String.fromCharCode(0x4e00 + Math.floor(random() * 3_000))
const hangul = (random: Random): string => String.fromCharCode(0xac00 + Math.floor(random() * 11_172))

export interface Person {
  readonly family: string
  readonly given: string
}
/** People of five scripts by turns: Latin, simplified and traditional Chinese, Korean, Thai. */
export const person = (at: number, random: Random): Person => {
  if (at % 5 === 0) return { family: latinWord(random), given: latinWord(random) }
  if (at % 5 < 3) return { family: oneOf(families, random), given: han(random) + han(random) }
  if (at % 5 === 3) return { family: oneOf(korean, random), given: hangul(random) + hangul(random) }
  return { family: thaiWord(random), given: thaiWord(random) }
}

export const manyNames = (count: number, random: Random): readonly string[] =>
  Array.from({ length: count }, (_, at) => {
    const { family, given } = person(at, random)
    return at % 5 === 0 || at % 5 === 4 ? `${given} ${family}` : family + given
  })
