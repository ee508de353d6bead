import type { Values } from '../../../domain/check.ts'
import { itemsIn } from '../editors/held.ts'

/** How a person can be reached at once: the main number and the main address. */
export interface Reach {
  readonly phone: string | null
  readonly email: string | null
}

/** Where a value leads when pressed: a call, a letter, a page; null where nowhere. An extension is dialled after a pause. */
export const hrefFor = (kind: string, value: unknown): string | null => {
  if (typeof value !== 'string' || value === '') return null
  if (kind === 'phone') return `tel:${value.replace(';ext=', ',').replace(/[^\d+,]/g, '')}`
  if (kind === 'email') return `mailto:${value}`
  return kind === 'url' ? webAddress(value) : null
}

/** Only the web: what a file brought along as `javascript:` is no link. */
const webAddress = (text: string): string | null => {
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null
}

export const reachIn = (fields: Values): Reach => ({ phone: firstOf(fields['phones']), email: firstOf(fields['emails']) })

/** Records that may be called in place of this one, nearest first: an order's contact, then its company. */
export const reachedThrough = (fields: Values): readonly string[] =>
  ['primaryContactId', 'contactId', 'companyId'].flatMap((name) => {
    const id = fields[name]
    return typeof id === 'string' ? [id] : []
  })

const firstOf = (list: unknown): string | null => {
  const value = itemsIn(list)[0]?.['value']
  return typeof value === 'string' && value !== '' ? value : null
}
