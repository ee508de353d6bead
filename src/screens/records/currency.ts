import { book } from '../book.svelte.ts'

/** The currency that the workspace reckons in. */
export const baseCurrency = (): string => {
  const { baseCurrency: code } = book().opened.workspace
  return typeof code === 'string' ? code : 'USD'
}

/** What a person may choose from: what is in use first, then the currencies of the countries we speak to and the world's great ones. */
export const currencyChoices = (...inUse: readonly string[]): readonly string[] => [
  ...new Set([
    ...inUse,
    'THB',
    'CNY',
    'TWD',
    'KRW',
    'USD',
    'EUR',
    'JPY',
    'GBP',
    'SGD',
    'HKD',
    'AUD',
    'MYR',
    'VND',
    'IDR',
    'PHP',
    'INR',
    'CHF',
    'CAD',
  ]),
]
