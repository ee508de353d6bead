import type { Values } from '../../../domain/check.ts'
import type { Network } from '../../../domain/social.ts'
import { itemsIn } from '../editors/held.ts'

/** A way to write to somebody. Without an address the handle is copied, to be looked for in the app. */
export interface Chat {
  readonly network: Network
  readonly handle: string
  readonly href: string | null
}

/** Each network's own address for opening a chat, as its maker documents it. KakaoTalk and WeChat have none for a person. */
const addresses: Readonly<Partial<Record<Network, (handle: string) => string>>> = {
  line: (handle) => `https://line.me/ti/p/~${encodeURIComponent(handle)}`,
  whatsapp: (handle) => `https://wa.me/${handle.replaceAll(/\D/g, '')}`,
  facebook: (handle) => `https://m.me/${encodeURIComponent(handle)}`,
  instagram: (handle) => `https://ig.me/m/${encodeURIComponent(handle)}`,
  x: (handle) => `https://x.com/${encodeURIComponent(handle)}`,
  linkedin: (handle) => `https://www.linkedin.com/in/${encodeURIComponent(handle)}`,
  zalo: (handle) => `https://zalo.me/${handle.replaceAll(/\D/g, '')}`,
}

const isNetwork = (value: unknown): value is Network =>
  typeof value === 'string' && (value in addresses || value === 'kakaotalk' || value === 'wechat')

/** A pasted profile address or an `@` in front are no part of the name. */
const bare = (handle: string): string =>
  handle
    .trim()
    .replace(/^https?:\/\/[^/]+\/(?:in\/|ti\/p\/~?|m\/)?/i, '')
    .replace(/^[@~]/, '')
    .replace(/\/$/, '')

/** What the record says, then WhatsApp by its main mobile number where it names none. */
export const chatsIn = (fields: Values, phone: string | null): readonly Chat[] => {
  const said = itemsIn(fields['socials']).flatMap(({ network, handle }): readonly Chat[] => {
    if (!isNetwork(network) || typeof handle !== 'string' || handle.trim() === '') return []
    return [{ network, handle: handle.trim(), href: addresses[network]?.(bare(handle)) ?? null }]
  })
  const number = phone?.startsWith('+') === true ? phone.replace(/;ext=.*/, '') : null
  if (number === null || said.some(({ network }) => network === 'whatsapp')) return said
  return [...said, { network: 'whatsapp', handle: number, href: addresses.whatsapp?.(number) ?? null }]
}
