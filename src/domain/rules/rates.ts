import { each, isChanged, textOf, type Happening, type Known, type Rule } from './rule.ts'

const currencyIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'currency' in value ? textOf(value.currency) : ''
const currencyOf = ({ entity, after }: Pick<Happening, 'entity' | 'after'>): string =>
  entity === 'order' ? textOf(after['currency']) : currencyIn(after['amount'])

interface Rate {
  readonly date: string
  readonly rate: number
}

/** Newest first. */
const ratesOf = ({ naming, value }: Known, currency: string): readonly Rate[] =>
  naming('exchangeRate', 'currency', currency)
    .map((id) => ({ date: textOf(value(id, 'date')), rate: Number(value(id, 'rate')) }))
    .filter(({ date, rate }) => date !== '' && rate > 0)
    .toSorted((a, b) => (a.date < b.date ? 1 : -1))

/** The one that held at a moment (epoch ms); the newest where there is none, the first where all came later. */
const rateAt = (known: Known, currency: string, at: unknown): number | null => {
  const rates = ratesOf(known, currency)
  const held = typeof at === 'number' ? (rates.find(({ date }) => known.startOf(date) <= at) ?? rates.at(-1)) : rates[0]
  return held?.rate ?? null
}

const asked: Rule['asks'] = [['exchangeRate', ['currency', 'rate', 'date']]]

/** A deal or an order in another currency takes the rate of its day, and keeps it: of the day that it closed, or was ordered; an open deal the newest. */
export const rateKept: Rule = {
  name: 'rateKept',
  hears: ['deal', 'order'],
  of: ['amount', 'currency', 'closedAt', 'orderedAt', 'exchangeRate'],
  asks: asked,
  run: each((happening, known) => {
    const { id, entity, before, after } = happening
    const currency = currencyOf(happening)
    const kept = after['exchangeRate'] ?? null
    // What somebody wrote by hand stands.
    if (currency === '' || currency === known.baseCurrency || (kept !== null && isChanged(happening, 'exchangeRate'))) return []
    const isMoved = before !== null && currencyOf({ entity, after: before }) !== currency
    const isClosed = entity === 'deal' && after['closedAt'] != null && isChanged(happening, 'closedAt')
    if (kept !== null && !isMoved && !isClosed) return []
    const rate = rateAt(known, currency, after[entity === 'order' ? 'orderedAt' : 'closedAt'])
    return rate === null || rate === kept ? [] : [{ kind: 'edit', id, changes: [{ path: 'exchangeRate', value: rate }] }]
  }),
}

/** The newest rate is that of every open deal; what is closed keeps what it had. */
export const rateCame: Rule = {
  name: 'rateCame',
  hears: ['exchangeRate'],
  asks: [...asked, ['deal', ['amount', 'exchangeRate', 'closedAt']]],
  run: each(({ id: own, after }, known) => {
    const { having, value } = known
    const [currency, date, rate] = [textOf(after['currency']), textOf(after['date']), Number(after['rate'])]
    const others = ratesOf({ ...known, naming: (...asking) => known.naming(...asking).filter((id) => id !== own) }, currency)
    if (after['deletedAt'] != null || !(rate > 0) || others.some((other) => other.date > date)) return []
    return having('deal', ['amount'])
      .filter((id) => value(id, 'closedAt') === null && currencyIn(value(id, 'amount')) === currency && value(id, 'exchangeRate') !== rate)
      .map((id) => ({ kind: 'edit', id, changes: [{ path: 'exchangeRate', value: rate }] }))
  }),
}
