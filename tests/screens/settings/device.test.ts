import { describe, expect, test } from 'vitest'
import { readAppearance } from '../../../src/screens/settings/appearance.ts'
import { detailsText, versionHere } from '../../../src/screens/settings/details.ts'
import { installWay } from '../../../src/screens/settings/install.ts'
import { storageHere } from '../../../src/screens/settings/storage.ts'

describe('how the app is installed', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1'
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15'
  const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
  test.each([
    ['an iPhone', iphone, 5, 'ios'],
    ['an iPad, which calls itself a Mac', mac, 5, 'ios'],
    ['a Mac', mac, 0, 'safari'],
    ['Chrome', chrome, 0, 'desktop'],
    ['Chrome on Android', chrome.replace('X11; Linux x64', 'Linux; Android 14; Pixel 8'), 5, 'android'],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 0, 'firefox'],
  ] as const)('%s', (_, userAgent, maxTouchPoints, way) => {
    expect(installWay({ userAgent, maxTouchPoints, isInstalled: false })).toBe(way)
    expect(installWay({ userAgent, maxTouchPoints, isInstalled: true })).toBe('installed')
  })
})

describe('how the device looked last time', () => {
  test('comes back', () => {
    const kept = { theme: 'dark', density: 'compact', textSize: 'large', calendar: 'buddhist' }
    expect(readAppearance(JSON.stringify(kept))).toEqual(kept)
  })
  test.each([null, '', '{', '[]', 'null', '7', '{"theme":"sepia","density":3}'])('reads as plain where %j was kept', (text) => {
    expect(readAppearance(text)).toEqual({ theme: 'system', density: 'auto', textSize: 'normal', calendar: 'auto' })
  })
})

describe('what the browser says of storage', () => {
  test('is told as it is', async () => {
    const storage = {
      persisted: () => Promise.resolve(true),
      persist: () => Promise.resolve(true),
      estimate: () => Promise.resolve({ usage: 5, quota: 100 }),
    }
    expect(await storageHere(storage)).toEqual({ isPersisted: true, canAsk: true, room: { used: 5, quota: 100 } })
  })
  test('is little in an old browser, and nothing breaks', async () => {
    expect(await storageHere({})).toEqual({ isPersisted: false, canAsk: false, room: null })
    const refusing = { persisted: () => Promise.reject(new Error('no')), estimate: () => Promise.reject(new Error('no')) }
    expect(await storageHere(refusing)).toEqual({ isPersisted: false, canAsk: false, room: null })
  })
})

test('the details to copy hold codes and counts, and nothing of what was set aside but why', () => {
  const damaged = [{ key: 'contact_of_a_customer', reason: 'corrupt', at: 5 }]
  const text = detailsText(
    { journal: [{ at: 1, code: 'fold', detail: '3' }], counts: { packs: 2 }, quota: null, damaged, lastCommit: 9 },
    'v1',
    'Browser',
  )
  expect(JSON.parse(text)).toEqual({
    version: 'v1',
    browser: 'Browser',
    lastCommit: 9,
    counts: { packs: 2 },
    quota: null,
    damaged: [{ reason: 'corrupt', at: 5 }],
    journal: [{ at: 1, code: 'fold', detail: '3' }],
  })
})

test('the version is the page’s own', () => {
  const page = (content: string | null) => ({
    querySelector: (selector: string) => (selector.startsWith('meta') && content !== null ? { content } : null),
  })
  const version = (content: string | null) => versionHere(page(content) as Pick<Document, 'querySelector'>) // the one element that is asked for
  expect([version('0.1.0 (12ab34cd)'), version(null)]).toEqual(['0.1.0 (12ab34cd)', 'unknown'])
})
