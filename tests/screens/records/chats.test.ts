import { expect, test } from 'vitest'
import { chatsIn } from '../../../src/screens/records/page/chats.ts'

const social = (network: string, handle: string, at = 0) => ({ id: `s${at}`, order: `a${at}`, network, handle })

test('U41 a chat opens where the network has an address for it, and the name is copied where it has none', () => {
  const socials = [
    social('line', '@somchai', 0),
    social('wechat', 'xiaoming', 1),
    social('linkedin', 'https://www.linkedin.com/in/ann-lee/', 2),
  ]
  expect(chatsIn({ socials }, null)).toEqual([
    { network: 'line', handle: '@somchai', href: 'https://line.me/ti/p/~somchai' },
    { network: 'wechat', handle: 'xiaoming', href: null },
    { network: 'linkedin', handle: 'https://www.linkedin.com/in/ann-lee/', href: 'https://www.linkedin.com/in/ann-lee' },
  ])
})

test('U41 whoever has a number has WhatsApp, unless another one is named', () => {
  expect(chatsIn({}, '+66812345678;ext=2')).toMatchObject([{ network: 'whatsapp', href: 'https://wa.me/66812345678' }])
  expect(chatsIn({ socials: [social('whatsapp', '+66 89 999 9999')] }, '+66812345678')).toMatchObject([
    { href: 'https://wa.me/66899999999' },
  ])
  expect(chatsIn({}, '081')).toEqual([])
})

test('U41 a name that is no name of a network leads nowhere', () => {
  expect(chatsIn({ socials: [social('line', 'javascript:alert(1)')] }, null)[0]?.href).toBe('https://line.me/ti/p/~javascript%3Aalert(1)')
  expect(chatsIn({ socials: [social('newer', 'x')] }, null)).toEqual([])
})
