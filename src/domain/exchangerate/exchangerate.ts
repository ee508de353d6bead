import { day, defineEntity, number, text, type RecordOf } from '../entity.ts'

/** What one unit of a currency is worth in the base currency, from a day on. Rates are only added: what was reckoned by one keeps it. */
export const exchangeRate = defineEntity(
  'exchangeRate',
  { space: 'settings', title: 'currency' },
  {
    /** ISO 4217. */
    currency: text(3, { list: true, required: true }),
    /** Units of the base currency for one of this. */
    rate: number({ list: true, required: true }),
    date: day({ list: true, required: true }),
  },
)
export type ExchangeRate = RecordOf<typeof exchangeRate>
