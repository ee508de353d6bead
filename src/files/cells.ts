import * as z from 'zod/mini'
import { parseDay, parseInstant } from '../core/dayreading.ts'
import { parseMoney, parseNumber, parsePrice } from '../core/moneyreading.ts'
import { err, ok, type Result } from '../core/result.ts'
import { plainHeader, squeezed } from './headers.ts'
import type { Mapping } from './mapping.ts'
import type { ColumnMapping } from './propose.ts'
import { ownText } from './split.ts'
import type { Synonyms } from './synonyms/synonyms.ts'
import type { RowProblem } from './table.ts'
import { targetsOf, type FieldsOf, type TargetSpec } from './targets.ts'
import { manyCut } from './vcard.ts'

export type CellReason =
  | 'invalidEmail'
  | 'invalidPhone'
  | 'invalidNumber'
  | 'invalidMoney'
  | 'invalidDay'
  | 'invalidUrl'
  | 'invalidFlag'
  | 'invalidText'
  | 'unknownChoice'
  | 'tooLong'
/** Why a row, or one value of it, is not imported. */
export type Reason =
  | RowProblem
  | CellReason
  | 'nameMissing'
  | 'numberMissing'
  | 'dateMissing'
  | 'priceMissing'
  | 'zeroQuantity'
  | 'amountNotDivisible'
  | 'lineRefused'
  | 'tooLarge'

/** E.164 where the text is a phone number in the country or with a prefix; null where it is none. */
export type ReadPhone = (text: string, country: string) => string | null

/** One mapped column: cell text in, a value that the domain's schema holds for good out. */
export interface CellReader {
  readonly column: number
  readonly spec: TargetSpec
  readonly slot: number
  readonly itemKind: string | null
  /** Undefined stands for no value; an item's column gives a list. */
  readonly read: (text: string) => Result<unknown, CellReason>
}

export const cellReaders = (mapping: Mapping, synonyms: Synonyms, readPhone: ReadPhone, fieldsOf?: FieldsOf): readonly CellReader[] => {
  const specs = new Map(targetsOf(mapping.purpose, mapping.customersAre, fieldsOf).map((spec) => [spec.target, spec]))
  return mapping.columns.flatMap((column) => {
    const spec = column.target === null ? undefined : specs.get(column.target)
    return spec
      ? [
          {
            column: column.column,
            spec,
            slot: column.slot,
            itemKind: column.itemKind,
            read: readerFor(spec, column, mapping, synonyms, readPhone),
          },
        ]
      : []
  })
}

/** Values that come back are read once; names and addresses hardly do. */
const comesBack = new Set('number percent money lineAmount unitPrice day instant moment flag choice picks'.split(' '))
const REMEMBERED = 20_000

const readerFor = (
  spec: TargetSpec,
  { missing }: ColumnMapping,
  mapping: Mapping,
  synonyms: Synonyms,
  readPhone: ReadPhone,
): CellReader['read'] => {
  const isMissing = new Set(missing)
  const parse = parserFor(spec, mapping, synonyms, readPhone)
  const remembered = new Map<string, Result<unknown, CellReason>>()
  const isRepeating = comesBack.has(spec.kind)
  const isList = spec.isItem && spec.entity !== 'order'
  const readOne = (text: string): Result<unknown, CellReason> => {
    const read = parse(text)
    return read.ok && spec.kind !== 'lineAmount' ? checked(spec, read.value) : read
  }
  const readAll = (text: string): Result<unknown, CellReason> => {
    const values: unknown[] = []
    for (const each of text.split(manyCut.trim())) {
      const read = each.trim() === '' ? ok(null) : readOne(each.trim())
      if (!read.ok) return read
      values.push(read.value)
    }
    return ok(values)
  }
  return (text) => {
    const trimmed = text.trim()
    if (trimmed === '' || isMissing.has(trimmed)) return ok(undefined)
    const known = isRepeating ? remembered.get(trimmed) : undefined
    if (known) return known
    const own = ownText(trimmed)
    const read = isList ? readAll(own) : readOne(own)
    if (remembered.size >= REMEMBERED) remembered.clear()
    if (isRepeating) remembered.set(own, read)
    return read
  }
}

/** The domain's own schema has the last word, as in every form. */
const checked = (spec: TargetSpec, value: unknown): Result<unknown, CellReason> => {
  const read = z.safeParse(spec.schema, value)
  if (read.success) return ok(read.data)
  const isLong = read.error.issues.some(({ code }) => code === 'too_big')
  return err(isLong ? 'tooLong' : (reasonByKind[spec.kind] ?? 'invalidText'))
}

const reasonByKind: Readonly<Record<string, CellReason>> = {
  email: 'invalidEmail',
  phone: 'invalidPhone',
  number: 'invalidNumber',
  percent: 'invalidNumber',
  money: 'invalidMoney',
  unitPrice: 'invalidMoney',
  day: 'invalidDay',
  instant: 'invalidDay',
  moment: 'invalidDay',
  url: 'invalidUrl',
  flag: 'invalidFlag',
  choice: 'unknownChoice',
}

type Parse = (text: string) => Result<unknown, CellReason>

const parserFor = (spec: TargetSpec, mapping: Mapping, synonyms: Synonyms, readPhone: ReadPhone): Parse => {
  const { dayOrder, isBuddhist, decimalMark, currency, timeZone, country } = mapping
  const dated = isBuddhist ? fullBuddhistYear : (text: string) => text
  const parsers: Readonly<Record<string, Parse>> = {
    email: (text) => ok(mailIn(text)),
    phone: (text) => {
      const phone = readPhone(text, country)
      return phone === null ? err('invalidPhone') : ok(phone)
    },
    number: (text) => parseNumber(text, decimalMark),
    percent: (text) => parseNumber(text, decimalMark),
    money: (text) => parseMoney(text, currency, decimalMark),
    lineAmount: (text) => parseMoney(text, currency, decimalMark),
    unitPrice: (text) => parsePrice(text, currency, decimalMark),
    day: (text) => parseDay(dated(text), dayOrder),
    instant: (text) => parseInstant(dated(text), dayOrder, timeZone),
    moment: (text) => parseInstant(dated(text), dayOrder, timeZone),
    terms: (text) => ok(termsIn(text)),
    picks: picksParser(spec, synonyms),
    flag: flagParser(synonyms),
    choice: choiceParser(spec, synonyms),
  }
  return parsers[spec.kind] ?? ((text) => ok(text))
}

const termsIn = (text: string): readonly string[] => [...new Set(text.split(/\s*(?::::|[,;、])\s*/).filter((term) => term !== ''))]

const picksParser = (spec: TargetSpec, synonyms: Synonyms): Parse => {
  const parse = choiceParser(spec, synonyms)
  return (text) => {
    const picked: unknown[] = []
    for (const term of termsIn(text)) {
      const choice = parse(term)
      if (!choice.ok) return choice
      picked.push(choice.value)
    }
    return ok(picked)
  }
}

/** `"Al Smith" <al@example.com>`, `mailto:al@example.com`. */
const mailIn = (text: string): string => (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).replace(/^mailto:/i, '').trim()

/** 22/11/69 in a file of Buddhist years is 2569. */
const fullBuddhistYear = (text: string): string => text.replace(/^(\d{1,2}[-/. ]\d{1,2}[-/. ])(\d\d)(?!\d)/, '$125$2')

const flagParser = (synonyms: Synonyms): Parse => {
  const yes = new Set(synonyms['flag.yes']?.map(plainHeader))
  const no = new Set(synonyms['flag.no']?.map(plainHeader))
  return (text) => {
    const word = plainHeader(text)
    if (yes.has(word)) return ok(true)
    return no.has(word) ? ok(false) : err('invalidFlag')
  }
}

const choiceParser = (spec: TargetSpec, synonyms: Synonyms): Parse => {
  const tail = spec.target.slice(spec.entity.length)
  const meanings = new Map<string, string>()
  for (const choice of spec.choices)
    for (const word of [...(synonyms[`*${tail}.${choice}`] ?? []), ...(synonyms[`${spec.target}.${choice}`] ?? []), choice])
      meanings.set(squeezed(plainHeader(word)), choice)
  // What kind of phone it is may be anything people think of; that costs no row.
  const other = spec.isItem && spec.choices.includes('other') ? 'other' : null
  return (text) => {
    const choice = meanings.get(squeezed(plainHeader(text))) ?? other
    return choice === null ? err('unknownChoice') : ok(choice)
  }
}
