import type { DayOrder } from '../core/dayreading.ts'
import type { DecimalMark } from '../core/decimal.ts'
import { readHeader } from './headers.ts'
import { proposeColumns, type ColumnMapping } from './propose.ts'
import type { Synonyms } from './synonyms/synonyms.ts'
import { mainEntity, targetsOf, type CustomersAre, type FieldsOf, type Purpose, type Target } from './targets.ts'
import { guessType, type ColumnType } from './typing.ts'
import { cardColumns } from './vcard.ts'

/** How a file's rows become records: proposed by `proposeMapping`, corrected by the person, kept for the next file of the same headers. */
export interface Mapping {
  readonly purpose: Purpose
  readonly customersAre: CustomersAre
  readonly columns: readonly ColumnMapping[]
  /** What a record is found again by, the first that a row has; none: every row makes a new one. */
  readonly keys: readonly Target[]
  /** The column whose equal values make one order of many lines; null: each row is one order. */
  readonly groupBy: number | null
  readonly dayOrder: DayOrder
  /** Two-digit years are of the Buddhist era. */
  readonly isBuddhist: boolean
  readonly decimalMark: DecimalMark | null
  /** ISO 4217, where the file names none. */
  readonly currency: string
  /** IANA name: whose clock the file's times are. */
  readonly timeZone: string
  /** ISO 3166: the country of phone numbers without a prefix. */
  readonly country: string
  /** What an order's line is called where the file does not say. */
  readonly lineName: string
  /** What a value that cannot be read does to its row. */
  readonly badValue: 'refuseRow' | 'leaveOut'
}

/** What the workspace and the person bring. */
export interface MappingContext {
  readonly country: string
  readonly currency: string
  readonly timeZone: string
  readonly dayOrder: DayOrder
  readonly lineName: string
}

export interface TableLook {
  readonly headers: readonly string[]
  readonly sample: readonly (readonly string[])[]
}

export interface Proposal {
  readonly mapping: Mapping
  readonly types: readonly ColumnType[]
  /** The days could be read in another order: ask. */
  readonly isDayOrderClear: boolean
}

export const proposeMapping = (
  look: TableLook,
  purpose: Purpose,
  customersAre: CustomersAre,
  synonyms: Synonyms,
  context: MappingContext,
  fieldsOf?: FieldsOf,
): Proposal => {
  const types = columnTypes(look, context.dayOrder)
  const columns = isCards(look.headers)
    ? cardMapping(purpose)
    : proposeColumns(look.headers, types, purpose, customersAre, synonyms, fieldsOf)
  const used = columns.filter(({ target }) => target !== null)
  const typesUsed = used.flatMap(({ column }) => types[column] ?? [])
  const dates = typesUsed.filter(({ kind }) => kind === 'day' || kind === 'instant')
  const numberColumn = used.find(({ target }) => target === 'order.number')?.column ?? null
  const isLines = used.some(({ target }) => target?.startsWith('order.lines.') === true || target?.startsWith('product.') === true)
  const mapping: Mapping = {
    ...context,
    purpose,
    customersAre,
    columns,
    keys: keysOf(purpose, used),
    groupBy: isLines ? numberColumn : null,
    dayOrder: (dates.find(({ isOrderClear }) => isOrderClear) ?? dates[0])?.dayOrder ?? context.dayOrder,
    isBuddhist: dates.some(({ isBuddhist }) => isBuddhist),
    decimalMark: typesUsed.find(({ decimalMark }) => decimalMark !== null)?.decimalMark ?? null,
    currency: used.map(({ column }) => readHeader(look.headers[column] ?? '').currency).find((code) => code !== null) ?? context.currency,
    badValue: 'refuseRow',
  }
  return { mapping, types, isDayOrderClear: dates.length === 0 || dates.some(({ isOrderClear }) => isOrderClear) }
}

export const columnTypes = ({ headers, sample }: TableLook, dayOrder: DayOrder): readonly ColumnType[] =>
  headers.map((_, column) =>
    guessType(
      sample.map((row) => row[column] ?? ''),
      dayOrder,
    ),
  )

const identifying: Readonly<Record<Purpose, readonly Target[]>> = {
  contacts: ['contact.code', 'contact.emails.value', 'contact.phones.value'],
  companies: ['company.code', 'company.name'],
  products: ['product.code', 'product.name'],
  orders: ['order.number'],
  deals: [],
}
/** Targets that the person may choose among to find records again. */
export const possibleKeys = (purpose: Purpose, columns: readonly ColumnMapping[]): readonly Target[] =>
  identifying[purpose].filter((target) => columns.some((column) => column.target === target))

const keysOf = (purpose: Purpose, columns: readonly ColumnMapping[]): readonly Target[] => possibleKeys(purpose, columns)

/** The purpose under which most columns find a place, weighed by how telling they are. */
export const guessPurpose = (look: TableLook, synonyms: Synonyms, dayOrder: DayOrder): Purpose => {
  if (isCards(look.headers)) return 'contacts'
  const types = columnTypes(look, dayOrder)
  const purposes = Object.keys(mainEntity) as Purpose[] // the record's own keys
  const scores = purposes.map((purpose) => {
    const targets = proposeColumns(look.headers, types, purpose, 'people', synonyms).flatMap(({ target }) => target ?? [])
    return [
      purpose,
      targets.reduce((sum, target) => sum + (telling[target] ?? 1), 0) +
        (essential[purpose].some((group) => group.every((target) => targets.includes(target))) ? 5 : -5),
    ] as const
  })
  return scores.reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

const telling: Readonly<Record<Target, number>> = {
  'order.lines.qty': 3,
  'order.lines.amount': 2,
  'order.number': 3,
  'order.orderedAt': 2,
  'stage.name': 3,
  'deal.expectedCloseDate': 3,
  'contact.name.family': 2,
  'contact.name.given': 2,
}
/** Without one of these groups a purpose makes no sense. */
const essential: Readonly<Record<Purpose, readonly (readonly Target[])[]>> = {
  contacts: [['contact.name.full'], ['contact.name.family'], ['contact.name.given'], ['contact.emails.value'], ['contact.phones.value']],
  companies: [['company.name']],
  products: [['product.name'], ['product.code', 'product.listPrice']],
  orders: [
    ['order.orderedAt', 'order.lines.amount'],
    ['order.orderedAt', 'order.lines.unitPrice'],
  ],
  deals: [
    ['deal.name', 'deal.amount'],
    ['deal.name', 'stage.name'],
  ],
}

/** Whether the file's customers are called like companies; the person has the last word. */
export const guessCustomers = (look: TableLook, synonyms: Synonyms, dayOrder: DayOrder): CustomersAre => {
  const columns = proposeColumns(look.headers, columnTypes(look, dayOrder), 'orders', 'companies', synonyms)
  const name = columns.find(({ target }) => target === 'company.name')?.column
  if (name === undefined) return 'people'
  const isFirm = /\b(?:ltd|inc|llc|gmbh|co|corp|plc|s\.?a|bv|ag|pte|company)\b\.?|公司|株式会社|주식회사|\(주\)|㈜|บริษัท|หจก/i
  const names = look.sample.map((row) => row[name] ?? '').filter((value) => value !== '')
  return names.filter((value) => isFirm.test(value)).length * 3 >= names.length && names.length > 0 ? 'companies' : 'people'
}

const isCards = (headers: readonly string[]): boolean =>
  headers.length === cardColumns.length && headers.every((header, i) => header === cardColumns[i])

const cardTargets: Readonly<Partial<Record<(typeof cardColumns)[number], Target>>> = {
  'name.family': 'contact.name.family',
  'name.given': 'contact.name.given',
  'name.middle': 'contact.name.middle',
  'name.prefix': 'contact.name.prefix',
  'name.suffix': 'contact.name.suffix',
  'name.full': 'contact.name.full',
  'org.name': 'company.name',
  'org.department': 'contact.department',
  title: 'contact.jobTitle',
  'tel.kinds': 'contact.phones.kind',
  'tel.values': 'contact.phones.value',
  'email.kinds': 'contact.emails.kind',
  'email.values': 'contact.emails.value',
  'adr.street': 'contact.address.line1',
  'adr.more': 'contact.address.line2',
  'adr.locality': 'contact.address.locality',
  'adr.region': 'contact.address.admin1',
  'adr.postal': 'contact.address.postal',
  'adr.country': 'contact.address.country',
  bday: 'contact.birthDate',
  note: 'contact.description',
  url: 'company.website',
}

const cardMapping = (purpose: Purpose): ColumnMapping[] => {
  const known = new Set(targetsOf(purpose, 'people').map(({ target }) => target))
  return cardColumns.map((name, column) => {
    const target = cardTargets[name] ?? null
    return { column, target: target !== null && known.has(target) ? target : null, slot: 0, itemKind: null, missing: [] }
  })
}
