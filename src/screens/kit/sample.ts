import type { Locale } from '../../i18n/locales.ts'
import { textInitials } from '../../i18n/names.ts'
import samples from './samples.json'

/** What the kit fills its components with: made up, in each language's own manner and length. */
export const sampleOf = (locale: Locale) => samples[locale]

export type Sample = ReturnType<typeof sampleOf>

export interface Person {
  id: string
  name: string
  initials: string
  company: string
  stage: string
  amount: number
  isLate: boolean
}

/** The nth of as many people as one likes; the same n gives the same person. */
export const personAt = (sample: Sample, index: number): Person => {
  const name = pick(sample.people, index)
  return {
    id: `person-${index}`,
    name: index < sample.people.length ? name : `${name} ${index + 1}`,
    initials: /^\p{Script=Han}|^\p{Script=Hangul}/u.test(name) ? name.slice(-2) : textInitials(name),
    company: pick(sample.companies, index * 7 + 1),
    stage: pick(sample.stages, index * 5),
    amount: ((index * 7919) % 9_000) * 100 + 1_200,
    isLate: index % 7 === 3,
  }
}

/** Of a few texts the nth, going round. */
export const pick = (texts: readonly string[], index: number): string => texts[index % texts.length] ?? ''
