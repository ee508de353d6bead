import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64url, fromBase64url, fromHex, hex } from '../../src/core/bytes.ts'

const someBytes = fc.uint8Array({ maxLength: 100 })

describe('bytes as text', () => {
  test('come back from hexadecimal and from base 64 as they were', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect([...fromHex(hex(bytes))]).toEqual([...bytes])
        expect([...(fromBase64url(base64url(bytes)) ?? [])]).toEqual([...bytes])
      }),
    )
  })

  test('are written as RFC 4648 writes them, fit for an address', () => {
    expect(base64url(Uint8Array.of(0xfb, 0xff, 0xfe))).toBe('-__-')
    expect(base64url(Uint8Array.of(1))).toBe('AQ')
  })

  test('are refused where a character is wrong, missing, or says nothing', () => {
    for (const wrong of ['A', 'AR', 'A+', 'A Q', 'AQ==']) expect(fromBase64url(wrong)).toBeNull()
    for (const wrong of ['0', '0g', ' 00 ']) expect(() => fromHex(wrong)).toThrow('hexadecimal')
  })
})
