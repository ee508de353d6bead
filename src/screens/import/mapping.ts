import type { ImportTarget } from '../../engine/importing/plan.ts'
import type { Mapping } from '../../files/mapping.ts'
import type { ColumnMapping } from '../../files/propose.ts'
import type { ColumnType } from '../../files/typing.ts'

/** Sends a column to a field, or (null) leaves it out. A phone or an email gets an item of its own; what finds records again follows. */
export const mapped = (mapping: Mapping, column: number, target: ImportTarget | null, targets: readonly ImportTarget[]): Mapping => {
  const columns = mapping.columns.map((one): ColumnMapping =>
    one.column === column ? { ...one, target: target?.target ?? null, slot: slotFor(target, column), itemKind: null } : one,
  )
  const has = (wanted: string) => columns.some((one) => one.target === wanted)
  const kept = mapping.keys.filter(has)
  const offered = targets.find((one) => one.isKey && has(one.target))
  return { ...mapping, columns, keys: kept.length > 0 || offered === undefined ? kept : [offered.target] }
}

/** Items from columns that nobody numbered stand apart; scalars and an order's lines have one place. */
const slotFor = (target: ImportTarget | null, column: number): number =>
  target !== null && target.isItem && target.entity !== 'order' ? FREE_SLOT + column : 0
const FREE_SLOT = 100

/** Fields that two columns go to, of which only one could win. */
export const crowded = ({ columns }: Mapping): readonly string[] => {
  const seen = new Set<string>()
  return columns.flatMap(({ target, slot }) => {
    if (target === null) return []
    const place = `${target} ${slot}`
    const isTaken = seen.has(place)
    seen.add(place)
    return isTaken ? [target] : []
  })
}

/** What must be there for this purpose: each group is met by any of its fields. */
const needed: Readonly<Record<Mapping['purpose'], readonly (readonly string[])[]>> = {
  contacts: [
    ['contact.name.full', 'contact.name.family', 'contact.name.given', 'contact.emails.value', 'contact.phones.value', 'contact.code'],
  ],
  companies: [['company.name', 'company.code']],
  products: [['product.name', 'product.code']],
  orders: [['order.orderedAt'], ['order.lines.amount', 'order.lines.unitPrice']],
  deals: [['deal.name']],
}

/** The first field of each group that no column goes to. */
export const lacking = ({ purpose, columns }: Mapping): readonly string[] =>
  needed[purpose].flatMap((group) => (group.some((target) => columns.some((one) => one.target === target)) ? [] : group.slice(0, 1)))

/** Columns that hold days or times and go somewhere. */
export const dateColumns = ({ columns }: Mapping, targets: readonly ImportTarget[]): readonly number[] =>
  columns.flatMap(({ column, target }) => {
    const kind = targets.find((one) => one.target === target)?.kind
    return kind === 'day' || kind === 'instant' ? [column] : []
  })

/** Columns that hold numbers or sums and go somewhere. */
export const figureColumns = ({ columns }: Mapping, targets: readonly ImportTarget[]): readonly number[] =>
  columns.flatMap(({ column, target }) => {
    const kind = targets.find((one) => one.target === target)?.kind ?? ''
    return ['number', 'money', 'unitPrice', 'lineAmount'].includes(kind) ? [column] : []
  })

/** True where a date of these columns could as well be read in another order. */
export const isOrderOpen = (columns: readonly number[], types: readonly ColumnType[]): boolean =>
  columns.some((column) => types[column]?.isOrderClear === false)

export const hasKind = (mapping: Mapping, targets: readonly ImportTarget[], kinds: readonly string[]): boolean =>
  mapping.columns.some(({ target }) => kinds.includes(targets.find((one) => one.target === target)?.kind ?? ''))
