import type { Codes, MoneyColumn } from '../column.ts'
import { baseAmount, isMoney, type MoneyValue } from '../encode.ts'
import { createPresence, grown, widened, zeros } from '../arrays.ts'
import { createStringPool, hashesOf } from '../strings.ts'
import { partOf, presencePart, type Held, type Numeric, type Part } from './writer.ts'

/** Amounts and their worth in the base currency; one array for both while no cell is in a foreign currency. */
export const moneyWriter = (baseCurrency: string): Numeric<MoneyColumn> => {
  const presence = createPresence()
  const pool = createStringPool([baseCurrency])
  let amounts = zeros(Float64Array, 0)
  let base = amounts
  let currency: Codes = zeros(Uint8Array, 0)
  let capacity = 0
  let isOwn = false

  const hold = (): void => {
    if (isOwn) return
    amounts = base = new Float64Array(capacity)
    currency = new Uint8Array(capacity)
    isOwn = true
  }
  const write = (at: number, amount: number, code: number, worth: number): boolean => {
    if (presence.has(at) && amounts[at] === amount && currency[at] === code && Object.is(base[at], worth)) return false
    hold()
    if (base === amounts && worth !== amount) base = amounts.slice()
    amounts[at] = amount
    base[at] = worth
    currency = widened(currency, code)
    currency[at] = code
    presence.mark(at)
    return true
  }
  const worthOf = (money: MoneyValue, record: Held): number =>
    money.currency === baseCurrency ? money.amount : baseAmount(money, record['exchangeRate'], baseCurrency)
  const empty = (at: number): boolean => {
    if (isOwn) amounts[at] = base[at] = currency[at] = 0
    return presence.clear(at)
  }
  const valueArrays = (from: number, to: number): Pick<Part, 'arrays' | 'texts' | 'hashes'> => {
    const arrays = [amounts.slice(from, to), currency.slice(from, to)]
    const hashes = hashesOf(pool.strings)
    return { arrays: base === amounts ? arrays : [...arrays, base.slice(from, to)], texts: pool.strings, hashes }
  }

  const valueAt = (at: number): unknown =>
    presence.has(at) ? { amount: amounts[at] ?? 0, currency: pool.strings.at(currency[at] ?? 0) ?? '' } : null

  return {
    column: {
      kind: 'money',
      get present() {
        return presence.bytes
      },
      get amounts() {
        return amounts
      },
      get currency() {
        return currency
      },
      currencies: pool.strings,
      get base() {
        return base
      },
      get: valueAt,
    },
    valueAt,
    set: (at, value, record) => (isMoney(value) ? write(at, value.amount, pool.codeOf(value.currency), worthOf(value, record)) : empty(at)),
    numberAt: (at) => (presence.has(at) ? (base[at] ?? 0) : NaN),
    put: (at, value) => (Number.isNaN(value) ? empty(at) : write(at, value, 0, value)),
    grow: (more) => {
      const isShared = base === amounts
      capacity = more
      presence.grow(more)
      amounts = isOwn ? grown(amounts, more) : zeros(Float64Array, more)
      base = isShared ? amounts : grown(base, more)
      currency = isOwn ? grown(currency, more) : zeros(Uint8Array, more)
    },
    part: (from, to) => {
      const present = presencePart(presence, from, to)
      return partOf(to - from, { present, note: baseCurrency, ...(present === 'none' ? {} : valueArrays(from, to)) })
    },
    take: (at, part) => {
      presence.adopt(at, part.count, part.present)
      if (part.present === 'none') return true
      const [amount, code, worth] = part.arrays
      if (part.note !== baseCurrency || amount?.length !== part.count || code?.length !== part.count) return false
      hold()
      const codeByLocal = pool.adopt(part.texts, part.hashes)
      currency = widened(currency, pool.strings.length - 1)
      amounts.set(amount, at)
      if (worth !== undefined && base === amounts) base = amounts.slice()
      if (base !== amounts) base.set(worth ?? amount, at)
      for (let i = 0; i < code.length; i += 1) {
        const own = codeByLocal[code[i] ?? 0]
        if (own === undefined) return false
        currency[at + i] = own
      }
      return worth === undefined || worth.length === part.count
    },
    gather: (places, count, more) => {
      capacity = more
      presence.gather(places, count, more)
      if (!isOwn) return
      const [oldAmounts, oldBase, oldCurrency] = [amounts, base, currency]
      amounts = new Float64Array(more)
      base = oldBase === oldAmounts ? amounts : new Float64Array(more)
      currency = widened(new Uint8Array(more), pool.strings.length - 1)
      for (let at = 0; at < count; at += 1) {
        const place = places[at] ?? 0
        amounts[at] = oldAmounts[place] ?? 0
        base[at] = oldBase[place] ?? 0
        currency[at] = oldCurrency[place] ?? 0
      }
    },
    owned: () =>
      presence.owned() + pool.owned() + (isOwn ? amounts.byteLength + currency.byteLength + (base === amounts ? 0 : base.byteLength) : 0),
  }
}
