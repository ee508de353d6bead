/** The languages that Satchel speaks. */
export const locales = ['en', 'zh-CN', 'zh-TW', 'ko', 'th'] as const
export type Locale = (typeof locales)[number]

/** Each in its own words, for the switch that anyone must find. */
export const nameByLocale: Readonly<Record<Locale, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  ko: '한국어',
  th: 'ไทย',
}

/** The order that each language sorts names by: Taiwan counts strokes, the mainland reads aloud. */
export const collationByLocale: Readonly<Record<Locale, string>> = {
  en: 'en',
  'zh-CN': 'zh-CN-u-co-pinyin',
  'zh-TW': 'zh-TW-u-co-stroke',
  ko: 'ko',
  th: 'th',
}

export const isLocale = (text: string): text is Locale => locales.some((locale) => locale === text)

/** The first of the person's languages that we speak; `wanted` is `navigator.languages`. */
export const closestLocale = (wanted: readonly string[]): Locale => wanted.map(spokenFor).find((locale) => locale !== null) ?? 'en'

/** Numbers inside names count as numbers: Shop 2 stands before Shop 10. */
export const collator = (locale: Locale): Intl.Collator => {
  const known = collators.get(locale)
  if (known !== undefined) return known
  const made = new Intl.Collator(collationByLocale[locale], { numeric: true })
  collators.set(locale, made)
  return made
}

const collators = new Map<Locale, Intl.Collator>()

const spokenFor = (tag: string): Locale | null => {
  const [language, ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh') return rest.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-TW' : 'zh-CN'
  return locales.find((locale) => locale === language) ?? null
}
