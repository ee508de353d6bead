import { fold } from '../core/fold.ts'
import type { Id } from '../core/ids.ts'
import { entities } from '../domain/entities.ts'
import type { NamedEntity } from '../domain/named.ts'
import { PART } from '../tables/encode.ts'
import { LIVE, type TextColumn } from '../tables/column.ts'
import { foldedPool } from '../tables/plain.ts'
import type { Queries } from '../tables/query.ts'
import type { Session } from './session.ts'

/** A record that a line names. */
export interface Recognised {
  readonly id: Id
  readonly entity: NamedEntity
  readonly title: string
}

/** What a line is likely to be about, people first. */
const spoken = ['contact', 'lead', 'company', 'deal'] as const
const called = ['contact', 'lead', 'company'] as const
const MOST = 6

/** Columns that recognising reads, by entity. */
export const recognitionColumns: readonly (readonly [NamedEntity, readonly string[]])[] = [
  ...spoken.map((entity) => [entity, ['name', 'updatedAt']] as const),
  ...called.map((entity) => [entity, ['phones.value']] as const),
]

/** Records whose whole name stands in the line, longest first; where none does, people by their given name alone, changed last first. */
export const named = (session: Session, line: string): readonly Recognised[] => {
  const text = fold(line)
  const all = spoken.flatMap((entity) => foundIn(session, entity, text))
  const whole = all.filter(({ strength }) => strength > 0).toSorted((a, b) => b.strength - a.strength || b.changed - a.changed)
  const given = all.filter(({ strength }) => strength === 0).toSorted((a, b) => b.changed - a.changed)
  return (whole.length > 0 ? whole : given).slice(0, MOST).map(({ id, entity }) => ({ id, entity, title: session.titleOf(id) ?? '' }))
}

/** Whose number it is, as the book keeps it (E.164): people, then companies. */
export const calling = (session: Session, queries: Queries, phone: string): readonly Recognised[] =>
  called
    .flatMap((entity) =>
      queries
        .ids({ entity, filter: { column: 'phones.value', op: 'is', value: phone } }, MOST)
        .map((id) => ({ id, entity, title: session.titleOf(id) ?? '' })),
    )
    .slice(0, MOST)

interface Found {
  readonly id: Id
  readonly entity: NamedEntity
  /** Letters that fit; 0 for a given name alone. */
  readonly strength: number
  readonly changed: number
}

const foundIn = ({ tables }: Session, entity: (typeof spoken)[number], text: string): readonly Found[] => {
  const rows = tables.rows(entity)
  const names = rows.column('name')
  if (names?.kind !== 'text') return []
  const strengths = strengthsIn(names, entity, text)
  if (strengths.size === 0) return []
  const changed = rows.column('updatedAt')
  const found: Found[] = []
  for (let row = 0; row < rows.length; row += 1) {
    const strength = names.present[row] === 1 && rows.live[row] === LIVE ? strengths.get(names.codes[row] ?? 0) : undefined
    if (strength !== undefined) found.push({ id: rows.idOf(row), entity, strength, changed: Number(changed?.get(row) ?? 0) })
  }
  return found
}

/** Of each name in the pool that the line holds, how much of it. */
const strengthsIn = (names: TextColumn, entity: (typeof spoken)[number], text: string): ReadonlyMap<number, number> => {
  const isPerson = entity === 'contact' || entity === 'lead'
  const folded = foldedPool(names.pool, entities[entity].fields.name)
  const strengths = new Map<number, number>()
  folded.forEach((forms, code) => {
    const all = typeof forms === 'string' ? [forms] : forms
    const length = Math.max(0, ...all.map(isPerson ? (form) => lengthIn(form, text) : (form) => lengthIn(plainName(form), text)))
    if (length > 0) strengths.set(code, length)
    else if (isPerson && isGiven(names.pool.at(code) ?? '', text)) strengths.set(code, 0)
  })
  return strengths
}

const eastern = /[\u0e00-\u0e7f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/
/** One syllable of Chinese or three letters are in too many words to be a name. */
const LEAST = { eastern: 2, other: 3 }

const lengthIn = (name: string, text: string): number => {
  if (name.length < (eastern.test(name) ? LEAST.eastern : LEAST.other)) return 0
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) if (isWord(name, text, at)) return name.length
  return 0
}

/** Languages without blanks have no edges of words to ask for. */
const isWord = (name: string, text: string, at: number): boolean =>
  eastern.test(name) || !(isLetter(text[at - 1]) || isLetter(text[at + name.length]))
const isLetter = (letter = ' '): boolean => /[\p{L}\p{N}]/u.test(letter) && !eastern.test(letter)

const isGiven = (pooled: string, text: string): boolean => {
  const [, given = ''] = pooled.split(PART)
  return lengthIn(fold(given), text) > 0
}

const legal =
  /\b(co|company|corp|inc|llc|ltd|limited|plc|gmbh|pte)\b\.?|股份有限公司|有限责任公司|有限公司|주식회사|\(주\)|บริษัท|ห้างหุ้นส่วน|จ(?:ำ|ํา)กัด|\(มหาชน\)/g
/** Nobody says "Company Limited" in a note to themselves. */
export const plainName = (name: string): string =>
  name
    .replaceAll(legal, ' ')
    .replaceAll(/[,.\s]+/g, ' ')
    .trim()
