import type { Synonyms } from './synonyms/synonyms.ts'

const files = [
  () => import('./synonyms/en.ts'),
  () => import('./synonyms/zh-CN.ts'),
  () => import('./synonyms/zh-TW.ts'),
  () => import('./synonyms/ko.ts'),
  () => import('./synonyms/th.ts'),
]

/** All languages together: a file's headers follow the tool that wrote it, not the person who imports it. */
export const loadSynonyms = async (): Promise<Synonyms> => {
  const all = new Map<string, string[]>()
  for (const { synonyms } of await Promise.all(files.map((load) => load())))
    for (const [key, words] of Object.entries(synonyms)) all.set(key, [...(all.get(key) ?? []), ...words])
  return Object.fromEntries(all)
}

/** `InvoiceNo`, `invoice_no` and `Invoice No.` are one: `invoice no`. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}%#]+/gu, ' ')
    .trim()

export interface ReadHeader {
  /** In the words of `plainHeader`, without number, currency and what else is no part of the name. */
  readonly words: string
  /** 2 in "Phone 2 - Value". */
  readonly slot: number | null
  /** An ISO code that the header names: "Price (THB)". */
  readonly currency: string | null
  /** "number of …", "# of …": a quantity. */
  readonly isCount: boolean
}

const currencyWords: ReadonlyMap<string, string> = new Map([
  ...'THB CNY TWD KRW USD EUR GBP JPY HKD SGD MYR VND IDR PHP INR AUD CAD CHF'
    .split(' ')
    .map((code) => [code.toLowerCase(), code] as const),
  ...([
    ['dollar', 'USD'],
    ['dollars', 'USD'],
    ['euro', 'EUR'],
    ['baht', 'THB'],
    ['บาท', 'THB'],
    ['yuan', 'CNY'],
    ['rmb', 'CNY'],
    ['won', 'KRW'],
    ['원', 'KRW'],
    ['元', 'CNY'],
    ['ntd', 'TWD'],
    ['pound', 'GBP'],
    ['pounds', 'GBP'],
    ['yen', 'JPY'],
  ] as const),
])

export const readHeader = (header: string): ReadHeader => {
  const plain = plainHeader(header)
  const numbered = /^(.+?) ?(\d{1,2})(?: (.+))?$/.exec(plain)
  const named = numbered ? `${numbered[1] ?? ''} ${numbered[3] ?? ''}`.trim() : plain
  const kept = named.split(' ').filter((word) => !currencyWords.has(word))
  const currency = named
    .split(' ')
    .map((word) => currencyWords.get(word))
    .find((code) => code !== undefined)
  return {
    words: kept.length > 0 ? kept.join(' ') : named,
    slot: numbered ? Number(numbered[2]) : null,
    currency: currency ?? null,
    isCount: /^(?:number|no|nr|num|count|qty|#) of /.test(plain),
  }
}

/** Scripts without word breaks are compared without blanks: 전화 번호 is 전화번호. */
export const squeezed = (words: string): string => words.replaceAll(' ', '')
