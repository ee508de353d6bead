import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { encoded, writeAny, writeText } from '../../src/store/encode.ts'

const byLib0 = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
// Every script, lone surrogates and lengths around the one-byte limit included.
const aText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 90 }).map((units) => String.fromCharCode(...units)),
)

describe('what is written without lib0 reads the same, byte for byte', () => {
  test('texts', () => {
    fc.assert(
      fc.property(fc.array(aText, { maxLength: 20 }), (texts) => {
        const ours = encoded((encoder) => texts.forEach((text) => writeText(encoder, text)))
        expect(ours).toEqual(byLib0((encoder) => texts.forEach((text) => encoding.writeVarString(encoder, text))))
      }),
      { numRuns: 300 },
    )
  })

  test('values of any shape', () => {
    const aValue = fc.anything({
      maxDepth: 3,
      withNullPrototype: false,
      values: [aText, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.uint8Array()],
    })
    fc.assert(
      fc.property(aValue, (value) => {
        const ours = encoded((encoder) => writeAny(encoder, value))
        expect(ours).toEqual(byLib0((encoder) => encoding.writeAny(encoder, value as encoding.AnyEncodable)))
      }),
      { numRuns: 300 },
    )
  })

  test('a record of megabytes, and the small one after it', () => {
    const long = 'ลูกค้า '.repeat(300_000)
    expect(encoded((encoder) => writeAny(encoder, [long, 'x'])).length).toBeGreaterThan(4_000_000)
    expect(encoded((encoder) => writeText(encoder, 'x'))).toEqual(new Uint8Array([1, 120]))
  })
})

test('what fails to be written leaves nothing behind', () => {
  expect(() =>
    encoded((encoder) => {
      writeText(encoder, 'half')
      throw new Error('broken')
    }),
  ).toThrow('broken')
  expect(encoded((encoder) => writeText(encoder, 'x'))).toEqual(new Uint8Array([1, 120]))
})

test('two things written at once would mix: it is refused', () => {
  expect(() => encoded(() => void encoded(() => undefined))).toThrow('in use')
})
