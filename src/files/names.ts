import type { PersonName } from '../domain/entity.ts'

/** Surnames of two characters: the common ones of 百家姓, and the Korean ones (통계청 2015). */
const compoundSurnames = new Set(
  '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 慕容 夏侯 皇甫 尉迟 尉遲 公孙 公孫 令狐 范姜 張簡 남궁 황보 제갈 사공 선우 서문 독고 동방'.split(
    ' ',
  ),
)
const isEastAsian = /^[\p{Script=Han}\p{Script=Hangul}]+$/u
const titles = /^(?:mr|mrs|ms|miss|dr|prof|sir)\.?$/i
const suffixes = /^(?:jr|sr|ii|iii|iv|md|phd|esq)\.?$/i
/** Particles that belong to the surname after them. */
const particles = /^(?:van|von|de|der|den|da|di|du|del|della|la|le|ter|bin|binti|al|el|st\.?)$/i

/** A name from its parts; the whole is taken apart only where the parts are missing. */
export const personNameOf = (parts: Readonly<Record<string, string>>): PersonName => {
  const { full = '', family = '', given = '', middle, prefix, suffix } = parts
  const split = family === '' && given === '' ? splitName(full) : { family, given }
  return {
    ...split,
    ...(middle === undefined ? {} : { middle }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

/** `김지훈`, `Doe, John`, `Dr. Ludwig van Beethoven`: which part is the family's is a guess that the record page lets people mend. */
export const splitName = (full: string): PersonName => {
  const name = full.trim().replace(/\s+/g, ' ')
  if (isEastAsian.test(name) && name.length > 1) {
    const length = name.length > 2 && compoundSurnames.has(name.slice(0, 2)) ? 2 : 1
    return name.length <= 5 ? { family: name.slice(0, length), given: name.slice(length) } : { family: '', given: name }
  }
  const [before = '', after = ''] = name.split(/,\s*/, 2)
  if (after !== '' && !suffixes.test(after)) return { family: before, given: after }
  const words = before.split(' ')
  const prefix = words.length > 2 && titles.test(words[0] ?? '') ? words.shift() : undefined
  const ending = words.length > 2 && suffixes.test(words.at(-1) ?? '') ? words.pop() : undefined
  const suffix = after !== '' ? after : ending
  const extra = { ...(prefix === undefined ? {} : { prefix }), ...(suffix === undefined ? {} : { suffix }) }
  if (words.length === 1) return { family: '', given: words[0] ?? '', ...extra }
  const isEastAsianPair = words.length === 2 && words.every((word) => isEastAsian.test(word))
  if (isEastAsianPair) return familyOfPair(words[0] ?? '', words[1] ?? '')
  let start = words.length - 1
  while (start > 1 && particles.test(words[start - 1] ?? '')) start -= 1
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' '), ...extra }
}

/** The shorter is the family's name, whichever way round a phone wrote it. */
const familyOfPair = (first: string, second: string): PersonName =>
  second.length < first.length ? { family: second, given: first } : { family: first, given: second }
