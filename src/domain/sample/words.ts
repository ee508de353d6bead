import type { Activity } from '../activity/activity.ts'
import type { Contact } from '../contact/contact.ts'
import type { Category, Unit } from './catalog.ts'

/** As people write it, and in plain Latin letters for addresses of mail and pages. */
export interface Word {
  readonly native: string
  readonly latin: string
}

export interface Place {
  readonly locality: string
  readonly admin1?: string
  readonly postal: string
  readonly streets: readonly string[]
  /** An office's number from 0 to 99, in E.164; the country's own where it is not given. */
  readonly phone?: (n: number) => string
}

/** Everything in the sample that a person reads, and the manner of one country. `{company}` and `{product}` are filled in. */
export interface SampleWords {
  readonly locale: string
  /** ISO 3166. */
  readonly country: string
  /** ISO 4217. */
  readonly currency: string
  /** 0 is Sunday. */
  readonly weekStart: number
  /** Percent of tax on an order line. */
  readonly taxRate: number
  readonly workspace: string
  /** Each name once, in either writing: mail is made of the Latin one. */
  readonly families: readonly Word[]
  readonly givens: readonly Word[]
  /** First parts of company names: at least 40, each once. */
  readonly stems: readonly Word[]
  readonly trades: readonly { readonly trade: string; readonly industry: string }[]
  readonly companyName: (stem: string, trade: string) => string
  /** How somebody in a hurry writes the same company. */
  readonly shortName: (stem: string, trade: string) => string
  readonly places: readonly Place[]
  readonly line1: (street: string, house: number) => string
  /** Number 0 to 999 of a range that nobody can be reached at, in E.164. */
  readonly phone: (n: number) => string
  readonly phoneKind: 'mobile' | 'work'
  readonly channel: NonNullable<Contact['preferredChannel']>
  readonly titles: readonly string[]
  readonly departments: readonly string[]
  readonly interests: readonly string[]
  readonly pipeline: string
  /** Prospecting, qualification, needs analysis, proposal, negotiation, won, lost. */
  readonly stages: readonly [string, string, string, string, string, string, string]
  readonly categories: Readonly<Record<Category, string>>
  readonly units: Readonly<Record<Unit, string>>
  /** In the order of `catalog`; prices in major units. */
  readonly products: readonly (readonly [name: string, price: number])[]
  readonly deals: readonly string[]
  readonly nextSteps: readonly string[]
  readonly subjects: Readonly<Record<Activity['kind'], readonly string[]>>
  /** The last is of a call that nobody took. */
  readonly notes: readonly string[]
}

/** `王 wang, 李 li`: a name and its Latin letters. */
export const wordPairs = (list: string): Word[] =>
  list.split(',').map((pair) => {
    const text = pair.trim()
    const cut = text.lastIndexOf(' ')
    return { native: text.slice(0, cut), latin: text.slice(cut + 1) }
  })

/** `Amelia, Noah`: names that are Latin already. */
export const latinWords = (list: string): Word[] =>
  list.split(',').map((name) => {
    const native = name.trim()
    return { native, latin: native.toLowerCase().replace(/[^a-z]+/g, '-') }
  })

export const filled = (template: string, values: Readonly<Record<'company' | 'product', string>>): string =>
  template.replace('{company}', values.company).replace('{product}', values.product)

export const digits = (n: number, length: number): string => String(n).padStart(length, '0')
