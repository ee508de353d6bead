import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePart, encodePart } from '../../src/tables/blob.ts'
import { partOf, type Numbers, type Part } from '../../src/tables/columns/writer.ts'
import { hashOf } from '../../src/tables/strings.ts'

const numbers: fc.Arbitrary<Numbers> = fc.oneof(
  fc.array(fc.nat(255)).map((values) => Uint8Array.from(values)),
  fc.array(fc.nat(0xffff_ffff)).map((values) => Uint32Array.from(values)),
  fc.array(fc.nat(300)).map((values) => Uint32Array.from(values)),
  fc.array(fc.integer()).map((values) => Int32Array.from(values)),
  fc.array(fc.float()).map((values) => Float32Array.from(values)),
  fc.array(fc.double()).map((values) => Float64Array.from(values)),
  fc.array(fc.integer()).map((values) => Float64Array.from(values)),
)
const somePart: fc.Arbitrary<Part> = fc
  .record({
    present: fc.oneof(
      fc.constantFrom('all', 'none'),
      fc.array(fc.nat(1)).map((values) => Uint8Array.from(values)),
    ),
    arrays: fc.array(numbers, { maxLength: 4 }),
    texts: fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '\ufeffBOM', '陈美玲', 'สมชาย', '😀'.repeat(300))), {
      maxLength: 6,
    }),
    note: fc.constantFrom('', 'THB'),
    links: fc.array(fc.record({ entity: fc.constant('company'), rows: fc.nat(), fingerprint: fc.nat() }), { maxLength: 2 }),
  })
  .map((part) =>
    partOf(typeof part.present === 'string' ? 9 : part.present.length, {
      ...part,
      hashes: Int32Array.from(part.texts, hashOf),
    }),
  ) // constantFrom forgets its words

const told = (part: Part) => ({
  ...part,
  present: typeof part.present === 'string' ? part.present : [...part.present],
  arrays: part.arrays.map((array) => [...array]),
  hashes: [...part.hashes],
  texts: [...part.texts],
})

describe('a part of a column', () => {
  test('reads back as it was written, wherever its bytes lie in memory', () => {
    fc.assert(
      fc.property(somePart, fc.nat(9), (part, offset) => {
        const bytes = encodePart('contact/name/0', part)
        const moved = new Uint8Array(bytes.length + offset)
        moved.set(bytes, offset)
        const read = decodePart('contact/name/0', moved.subarray(offset))
        expect(read.ok && told(read.value)).toEqual(told(part))
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  test('takes no more room than its values need', () => {
    const big = partOf(60_000, { arrays: [Uint32Array.from({ length: 60_000 }, (_, at) => at % 200)] })
    expect(encodePart('a/b/0', big).length).toBeLessThan(60_400)
    const whole = partOf(1_000, { arrays: [Float64Array.from({ length: 1_000 }, (_, at) => at * 100)] })
    expect(encodePart('a/b/0', whole).length).toBeLessThan(4_400)
  })

  test('passes for no other column and no other part', () => {
    const bytes = encodePart('contact/name/0', partOf(0, {}))
    for (const key of ['contact/name/1', 'contact/code/0', 'company/name/0'])
      expect(decodePart(key, bytes)).toEqual({ ok: false, error: 'corrupt' })
  })

  test('of another format says so, that it may be made again', () => {
    const bytes = encodePart('contact/name/0', partOf(0, {}))
    bytes[0] = (bytes[0] ?? 0) + 1
    expect(decodePart('contact/name/0', bytes)).toEqual({ ok: false, error: 'otherFormat' })
  })
})

describe('broken bytes are refused, never read as something else:', () => {
  const key = 'contact/name/0'

  test('cut short anywhere, or with anything behind', () => {
    fc.assert(
      fc.property(somePart, fc.nat(), (part, at) => {
        const bytes = encodePart(key, part)
        expect(decodePart(key, bytes.subarray(0, at % bytes.length)).ok).toBe(false)
        expect(decodePart(key, Uint8Array.of(...bytes, 0, 0, 0, 0, 0, 0, 0, 0)).ok).toBe(false)
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  test('with any one byte changed', () => {
    fc.assert(
      fc.property(somePart, fc.nat(), fc.integer({ min: 1, max: 255 }), (part, at, change) => {
        const bytes = encodePart(key, part)
        const place = at % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ change
        expect(decodePart(key, bytes).ok).toBe(false)
      }),
      { seed: 3, numRuns: 1_000 },
    )
  })

  test('with words swapped, and bytes that never were a blob', () => {
    fc.assert(
      fc.property(somePart, fc.nat(), fc.nat(), (part, a, b) => {
        const bytes = encodePart(key, part)
        const words = new Uint32Array(bytes.buffer)
        const [from, to] = [a % words.length, b % words.length]
        const [first = 0, second = 0] = [words[from], words[to]]
        fc.pre(first !== second)
        words[from] = second
        words[to] = first
        expect(decodePart(key, bytes).ok).toBe(false)
      }),
      { seed: 4, numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodePart(key, bytes).ok).toBe(false)
      }),
      { seed: 5, numRuns: 500 },
    )
  })
})
