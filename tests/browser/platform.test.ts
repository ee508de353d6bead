import { describe, expect, test } from 'vitest'

// What the app is built on and cannot do without; the smoke journeys ask Firefox and WebKit for the same.
describe('the browser', () => {
  test('keeps keys that no script can read, also in its database', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const kept = await roundTrip(key)
    const iv = new Uint8Array(12)
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode('Café 東京'))

    expect(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, kept, sealed))).toBe('Café 東京')
    await expect(crypto.subtle.exportKey('raw', kept)).rejects.toThrow()
  })

  test('signs and agrees on keys over Curve25519', async () => {
    const device = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    if (!('privateKey' in device)) throw new Error('Ed25519 makes a pair')
    const words = new TextEncoder().encode('genesis')
    const signature = await crypto.subtle.sign('Ed25519', device.privateKey, words)
    expect(await crypto.subtle.verify('Ed25519', device.publicKey, signature, words)).toBe(true)
    expect(await crypto.subtle.generateKey('X25519', false, ['deriveBits'])).toHaveProperty('privateKey')
  })

  test('has locks, channels, raw deflate and graphemes', async () => {
    expect(await navigator.locks.request('one', () => 'held')).toBe('held')
    expect(new BroadcastChannel('tabs').name).toBe('tabs')
    expect(new CompressionStream('deflate-raw').readable).toBeInstanceOf(ReadableStream)
    expect([...new Intl.Segmenter('th').segment('น้ำ')].length).toBeLessThan('น้ำ'.length)
  })

  test('lives in the zone that the tests chose', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('America/St_Johns')
  })
})

const roundTrip = (key: CryptoKey) =>
  new Promise<CryptoKey>((resolve, reject) => {
    const open = indexedDB.open('keys')
    open.onerror = () => reject(new Error('refused'))
    open.onupgradeneeded = () => open.result.createObjectStore('keys')
    open.onsuccess = () => {
      const store = open.result.transaction('keys', 'readwrite').objectStore('keys')
      store.put(key, 'device')
      const read = store.get('device')
      // Put there a line above.
      read.onsuccess = () => resolve(read.result as CryptoKey)
    }
  })
