import { fold } from '../core/fold.ts'
import type { Field } from '../domain/entity.ts'
import { PART, textReaderOf } from './encode.ts'
import type { Strings } from './strings.ts'

const eastern = /[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/

/** What a pooled value reads as: a name as its own script writes it, an address in one line. */
export const plainOf = (pooled: string, field: Field | null): string => {
  if (!pooled.includes(PART)) return pooled
  return field?.kind === 'personName' ? shownName(pooled) : joined(pooled.split(PART), ' ')
}

/** A person's name in both orders, the one its script or its owner prefers first; any other text as it is. */
export const formsOf = (pooled: string, field: Field | null): readonly string[] => {
  if (!pooled.includes(PART)) return [pooled]
  return field?.kind === 'personName' ? nameForms(pooled) : [joined(pooled.split(PART), ' ')]
}

/** The same, of a value as a record holds it; none where it holds nothing. */
export const formsOfValue = (value: unknown, field: Field | null): readonly string[] => {
  const pooled = textReaderOf(field?.kind ?? 'text')(value)
  return pooled === null ? [] : formsOf(pooled, field)
}

/** Folded forms of every pooled value, made once; a value that folding leaves alone costs no second string. */
export const foldedPool = (pool: Strings, field: Field | null): readonly (string | readonly string[])[] => {
  let folded = foldedByPool.get(pool)
  if (folded === undefined) {
    folded = []
    foldedByPool.set(pool, folded)
  }
  for (let code = folded.length; code < pool.length; code += 1) {
    const [form = '', ...others] = formsOf(pool.at(code) ?? '', field).map(fold)
    folded.push(others.length === 0 ? form : [form, ...others])
  }
  return folded
}

/** Nearly all names have two parts: these are ranked by the hundred thousand. */
const shownName = (pooled: string): string => {
  const at = pooled.indexOf(PART)
  if (at === 0 || at === pooled.length - 1 || pooled.includes(PART, at + 1)) return nameForms(pooled)[0]
  const family = pooled.slice(0, at)
  const given = pooled.slice(at + 1)
  return eastern.test(pooled) ? family + given : `${given} ${family}`
}

const foldedByPool = new WeakMap<Strings, (string | readonly string[])[]>()

const nameForms = (pooled: string): [string, string] => {
  const [family = '', given = '', middle = '', , , order = ''] = pooled.split(PART)
  const isEastern = eastern.test(family) || eastern.test(given)
  const familyFirst = joined(isEastern ? [family, given + middle] : [family, given, middle], isEastern ? '' : ' ')
  const givenFirst = joined([given, middle, family], ' ')
  const isFamilyFirst = order === 'familyFirst' || (order !== 'givenFirst' && isEastern)
  return isFamilyFirst ? [familyFirst, givenFirst] : [givenFirst, familyFirst]
}

const joined = (parts: readonly string[], by: string): string => parts.filter((part) => part !== '').join(by)
