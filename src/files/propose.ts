import { plainHeader, readHeader, squeezed } from './headers.ts'
import type { Synonyms } from './synonyms/synonyms.ts'
import {
  entitiesOf,
  mainEntity,
  targetsOf,
  type CustomersAre,
  type FieldsOf,
  type Purpose,
  type Target,
  type TargetSpec,
} from './targets.ts'
import type { ColumnType, ValueKind } from './typing.ts'

export interface ColumnMapping {
  readonly column: number
  /** Null: the column is left out. */
  readonly target: Target | null
  /** Columns of one item, a phone and its kind, say the same; lines and scalars 0. */
  readonly slot: number
  /** The kind of every item in this column: "Business Phone". */
  readonly itemKind: string | null
  /** Words in this column that stand for no value. */
  readonly missing: readonly string[]
}

interface Candidate {
  readonly column: number
  readonly spec: TargetSpec
  readonly slot: number
  readonly itemKind: string | null
  readonly strength: number
}

/** Places each column by its header's words, checked against what its values look like; then by the values alone. */
export const proposeColumns = (
  headers: readonly string[],
  types: readonly ColumnType[],
  purpose: Purpose,
  customersAre: CustomersAre,
  synonyms: Synonyms,
  fieldsOf?: FieldsOf,
): ColumnMapping[] => {
  const specs = targetsOf(purpose, customersAre, fieldsOf)
  const words = wordsOf(synonyms, specs, purpose, customersAre)
  const candidates = headers.flatMap((header, column) => candidatesFor(header, column, types[column], words))
  const chosen = settled(candidates.toSorted((a, b) => b.strength - a.strength))
  byValues(headers, types, specs, purpose, chosen)
  mended(purpose, types, specs, chosen)
  return headers.map((_, column) => {
    const { spec, slot = 0, itemKind = null } = chosen.get(column) ?? {}
    return { column, target: spec?.target ?? null, slot, itemKind, missing: types[column]?.missing ?? [] }
  })
}

interface Meaning {
  readonly spec: TargetSpec
  readonly itemKind: string | null
  readonly strength: number
}

/** Which targets a header's words may mean, for this purpose. */
const wordsOf = (
  synonyms: Synonyms,
  specs: readonly TargetSpec[],
  purpose: Purpose,
  customersAre: CustomersAre,
): Map<string, Meaning[]> => {
  const words = new Map<string, Meaning[]>()
  const byTarget = new Map(specs.map((spec) => [spec.target, spec]))
  const order = entitiesOf(purpose, customersAre)
  for (const [key, list] of Object.entries(synonyms)) {
    const [path = '', itemKind = null] = key.split(':')
    for (const target of expanded(path, purpose, customersAre)) {
      const spec = byTarget.get(target)
      if (!spec || (purpose === 'orders' && (target === 'product.name' || target === 'product.listPrice'))) continue
      list.forEach((word, rank) => {
        const meaning = { spec, itemKind, strength: 100 - rank - 3 * order.indexOf(spec.entity) }
        words.set(squeezed(plainHeader(word)), [...(words.get(squeezed(plainHeader(word))) ?? []), meaning])
      })
    }
  }
  return words
}

const customerParts: Readonly<Record<string, string>> = {
  email: 'emails.value',
  phone: 'phones.value',
  code: 'code',
  country: 'country',
  city: 'locality',
  street: 'line1',
  postal: 'postal',
  region: 'admin1',
}

const expanded = (path: string, purpose: Purpose, customersAre: CustomersAre): Target[] => {
  const [head, ...rest] = path.split('.')
  const tail = rest.join('.')
  const isOfCustomer = head === 'customer'
  if (head !== '*' && !isOfCustomer) return [path]
  if (isOfCustomer && purpose !== 'orders' && purpose !== 'deals') return []
  if (head === '*' && purpose === 'orders') return []
  const customer = purpose === 'deals' || customersAre === 'companies' ? 'company' : 'contact'
  const entity = isOfCustomer ? customer : mainEntity[purpose]
  const address = entity === 'company' ? 'billingAddress' : 'address'
  if (!isOfCustomer) return [`${entity}.${tail.replace(/^address\./, `${address}.`)}`]
  if (tail === 'name') return [entity === 'company' ? 'company.name' : 'contact.name.full']
  const part = customerParts[tail] ?? tail
  return [part === 'code' || part.includes('.') ? `${entity}.${part}` : `${entity}.${address}.${part}`]
}

const candidatesFor = (
  header: string,
  column: number,
  type: ColumnType | undefined,
  words: ReadonlyMap<string, readonly Meaning[]>,
): Candidate[] => {
  const { words: stripped, slot } = readHeader(header)
  const whole = words.get(squeezed(plainHeader(header)))
  const meanings = whole ?? words.get(squeezed(stripped)) ?? []
  const number = whole === undefined && slot !== null ? slot : null
  return (
    meanings
      .filter(({ spec }) => type === undefined || fits(spec, type.kind))
      .filter(({ spec }) => spec.isItem || number === null || number === 1)
      // A kind without a number belongs to no item: Outlook's "E-mail Type" says SMTP.
      .filter(({ spec }) => spec.part !== 'kind' || number !== null)
      .map(({ spec, itemKind, strength }) => ({
        column,
        spec,
        itemKind,
        slot: slotFor(spec, number, column),
        strength: strength - (type?.kind === 'empty' ? 50 : 0),
      }))
  )
}

const slotFor = (spec: TargetSpec, number: number | null, column: number): number => {
  if (!spec.isItem || spec.entity === 'order') return 0
  return number ?? 100 + column
}

const numeric: readonly ValueKind[] = ['number', 'money', 'code', 'choice']
const accepted: Readonly<Record<string, readonly ValueKind[]>> = {
  email: ['email'],
  phone: ['phone', 'number', 'code', 'text'],
  number: numeric,
  money: numeric,
  unitPrice: numeric,
  lineAmount: numeric,
  day: ['day', 'instant'],
  instant: ['day', 'instant'],
  namePart: ['text', 'choice', 'code', 'number'],
  url: ['url', 'text', 'code'],
}

/** A header lies sometimes; a column of words is no quantity whatever it is called. */
const fits = ({ kind }: TargetSpec, values: ValueKind): boolean =>
  values === 'empty' || (accepted[kind]?.includes(values) ?? values !== 'email')

/** The strongest first; a scalar takes one column, an item's part one column a slot. */
const settled = (candidates: readonly Candidate[]): Map<number, Candidate> => {
  const chosen = new Map<number, Candidate>()
  const taken = new Set<string>()
  for (const candidate of candidates) {
    const place = `${candidate.spec.target} ${candidate.slot}`
    if (chosen.has(candidate.column) || taken.has(place)) continue
    chosen.set(candidate.column, candidate)
    taken.add(place)
  }
  return chosen
}

/** What no header tells: an email is an email, and a "number of …" is a quantity. */
const byValues = (
  headers: readonly string[],
  types: readonly ColumnType[],
  specs: readonly TargetSpec[],
  purpose: Purpose,
  chosen: Map<number, Candidate>,
): void => {
  const main = mainEntity[purpose]
  const place = (column: number, target: Target): void => {
    const spec = specs.find((each) => each.target === target)
    if (spec) chosen.set(column, { column, spec, slot: slotFor(spec, null, column), itemKind: null, strength: 0 })
  }
  const isFree = (target: Target) => ![...chosen.values()].some(({ spec }) => spec.target === target)
  headers.forEach((header, column) => {
    const kind = types[column]?.kind
    if (chosen.has(column)) return
    if (kind === 'email') place(column, `${main}.emails.value`)
    else if (kind === 'phone') place(column, `${main}.phones.value`)
    else if (purpose === 'orders' && kind === 'number' && readHeader(header).isCount && isFree('order.lines.qty'))
      place(column, 'order.lines.qty')
    else if (purpose === 'orders' && (kind === 'day' || kind === 'instant') && isFree('order.orderedAt')) place(column, 'order.orderedAt')
    else if (purpose === 'orders' && kind === 'money' && isFree('order.lines.amount') && isFree('order.lines.unitPrice'))
      place(column, 'order.lines.amount')
  })
}

/** Headers that mean another thing beside their neighbours. */
const mended = (purpose: Purpose, types: readonly ColumnType[], specs: readonly TargetSpec[], chosen: Map<number, Candidate>): void => {
  const at = (target: Target) => [...chosen.values()].find(({ spec }) => spec.target === target)
  const move = (from: Target, to: Target): void => {
    const candidate = at(from)
    const spec = specs.find(({ target }) => target === to)
    if (candidate && spec && !at(to)) chosen.set(candidate.column, { ...candidate, spec })
  }
  if (at('contact.name.family')) move('contact.name.full', 'contact.name.given')
  else if (!at('contact.name.full')) move('contact.name.given', 'contact.name.full')
  if (purpose === 'products') move('product.description', 'product.name')
  const customer = at('contact.code') ?? at('company.code')
  const kind = customer && types[customer.column]?.kind
  // "Customer" over words is a name.
  if (purpose === 'orders' && customer && kind === 'text' && !at('contact.name.full') && !at('company.name')) {
    move('contact.code', 'contact.name.full')
    move('company.code', 'company.name')
  }
}
