import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytes, decode, encode, fixed, hexOf, listOf, oneOf, rest, restOf, struct, text, uint, type Field } from '../../src/sync/fields.ts'

const bad = { ok: false, error: 'malformed' }
const round = <T>(field: Field<T>, value: T) => decode(field, encode(field, value))

describe('a field', () => {
  test('of each kind comes back as it was', () => {
    const all = struct({
      number: uint,
      hash: fixed(4),
      id: hexOf(3),
      blob: bytes(10),
      name: text(30),
      role: oneOf(['member', 'admin']),
      list: listOf(uint, 9),
      tail: restOf(bytes(5, 1), 9),
    })
    fc.assert(
      fc.property(
        fc.record({
          number: fc.maxSafeNat(),
          hash: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((b) => Uint8Array.from(b)),
          id: fc.stringMatching(/^[0-9a-f]{6}$/),
          blob: fc.uint8Array({ maxLength: 10 }).map((b) => Uint8Array.from(b)),
          name: fc.string({ unit: 'binary', maxLength: 7 }),
          role: fc.constantFrom('member' as const, 'admin' as const),
          list: fc.array(fc.maxSafeNat(), { maxLength: 9 }),
          tail: fc.array(
            fc.uint8Array({ minLength: 1, maxLength: 5 }).map((b) => Uint8Array.from(b)),
            { maxLength: 9 },
          ),
        }),
        (values) => {
          expect(round(all, values)).toEqual({ ok: true, value: values })
        },
      ),
    )
  })

  test('is not written beyond its bounds: that would be a bug of ours', () => {
    expect(() => encode(fixed(4), new Uint8Array(5))).toThrow(RangeError)
    expect(() => encode(bytes(4), new Uint8Array(5))).toThrow(RangeError)
    expect(() => encode(bytes(4, 1), new Uint8Array())).toThrow(RangeError)
    expect(() => encode(text(4), 'ไทย')).toThrow(RangeError)
    expect(() => encode(hexOf(2), 'abc')).toThrow('hexadecimal')
    // The one buffer that all share is free again.
    expect(round(uint, 5)).toEqual({ ok: true, value: 5 })
  })

  test('is not read beyond its bounds', () => {
    expect(decode(bytes(4), encode(bytes(9), new Uint8Array(5)))).toEqual(bad)
    expect(decode(bytes(4, 1), encode(bytes(9), new Uint8Array()))).toEqual(bad)
    expect(decode(text(4), encode(text(90), 'ไทย'))).toEqual(bad)
    expect(decode(listOf(uint, 2), encode(listOf(uint, 9), [1, 2, 3]))).toEqual(bad)
    expect(decode(restOf(uint, 2), encode(restOf(uint, 9), [1, 2, 3]))).toEqual(bad)
    expect(decode(oneOf(['member']), encode(uint, 1))).toEqual(bad)
    expect(decode(fixed(4), new Uint8Array(3))).toEqual(bad)
  })

  test('that is a number has one form: no longer one of the same value is read', () => {
    for (const long of [
      [0x80, 0],
      [0x81, 0x80, 0],
      [0xff, 0x80, 0x80, 0],
    ])
      expect(decode(uint, Uint8Array.from(long))).toEqual(bad)
    expect(decode(uint, Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f))).toEqual({
      ok: true,
      value: Number.MAX_SAFE_INTEGER,
    })
    expect(decode(uint, Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f))).toEqual(bad)
    expect(decode(uint, new Uint8Array())).toEqual(bad)
  })

  test('that is text is text: half a character, or a wrong one, is none', () => {
    expect(decode(text(9), Uint8Array.of(2, 0xe0, 0xb9))).toEqual(bad)
    expect(decode(text(9), Uint8Array.of(3, 0xed, 0xa0, 0x80))).toEqual(bad)
    expect(round(text(9), '\ufeffab')).toEqual({ ok: true, value: '\ufeffab' })
  })

  test('reads only what it is given of a larger buffer', () => {
    const whole = Buffer.from([9, 9, 3, 1, 2, 3, 9, 9])
    expect(decode(bytes(9), whole.subarray(2, 6))).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) })
    expect(decode(bytes(9), whole.subarray(2, 5))).toEqual(bad)
    expect(decode(rest, whole.subarray(2, 4))).toEqual({ ok: true, value: Uint8Array.of(3, 1) })
  })
})
