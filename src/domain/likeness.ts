import { fold } from '../core/fold.ts'

/** What two records may share that says they are one; the surest first. */
export const likenesses = ['email', 'phone', 'taxId', 'domain', 'code'] as const
export type Likeness = (typeof likenesses)[number]

/** The kinds of which one customer may stand in the book twice. */
export const doubled = ['company', 'contact', 'lead'] as const
export type Doubled = (typeof doubled)[number]

export const isDoubled = (entity: string): entity is Doubled => doubled.some((name) => name === entity)

/** A person may be a contact here and a lead there. */
export const kinOf = (entity: Doubled): readonly Doubled[] => (entity === 'company' ? ['company'] : ['contact', 'lead'])

/** A column and what it tells. Codes are each entity's own. */
export const tellsOf: Readonly<Record<Doubled, readonly (readonly [column: string, likeness: Likeness])[]>> = {
  company: [
    ['emails.value', 'email'],
    ['phones.value', 'phone'],
    ['taxId', 'taxId'],
    ['website', 'domain'],
    ['code', 'code'],
  ],
  contact: [
    ['emails.value', 'email'],
    ['phones.value', 'phone'],
    ['code', 'code'],
  ],
  lead: [
    ['emails.value', 'email'],
    ['phones.value', 'phone'],
  ],
}

/** What spellings of one value have in common; empty where it tells nothing. */
export const markOf = (likeness: Likeness, text: string): string => marks[likeness](fold(text))

const marks: Readonly<Record<Likeness, (folded: string) => string>> = {
  email: (folded) => (folded.includes('@') ? folded : ''),
  phone: (folded) => folded,
  // Offices write it with and without dashes; "none" and "-" are no numbers.
  taxId: (folded) => {
    const signs = folded.replace(/[^\p{L}\p{N}]/gu, '')
    return signs.length < 6 ? '' : signs
  },
  domain: (folded) => {
    const [host = '', ...path] = folded
      .replace(/^[a-z]+:\/\//, '')
      .replace(/^www\./, '')
      .replace(/[?#].*$/, '')
      .split('/')
    if (!host.includes('.')) return ''
    const page = path.filter((part) => part !== '').join('/')
    if (!isShared(host)) return host
    return page === '' ? '' : `${host}/${page}`
  },
  code: (folded) => folded,
}

/** Where many have a page: who it is stands behind the slash. */
const sharedHosts = [
  'facebook.com',
  'fb.com',
  'instagram.com',
  'line.me',
  'lin.ee',
  'linkedin.com',
  'linktr.ee',
  'naver.com',
  'kakao.com',
  'shopee.co.th',
  'lazada.co.th',
  'taobao.com',
  'tmall.com',
  'weibo.com',
  'google.com',
  'x.com',
  'twitter.com',
  'youtube.com',
  'tiktok.com',
]
const isShared = (host: string): boolean => sharedHosts.some((shared) => host === shared || host.endsWith(`.${shared}`))
