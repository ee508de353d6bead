import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createStringPool, cutStrings, hashOf } from '../../src/tables/strings.ts'

describe('strings cut from a text', () => {
  test('are those that it was joined from, by place and in turn', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 })), (texts) => {
        const strings = cutStrings(
          texts.join(''),
          texts.map(({ length }) => length),
        )
        expect([...strings]).toEqual(texts)
        expect(texts.map((_, at) => strings.at(at))).toEqual(texts)
        expect(strings.at(texts.length)).toBeUndefined()
      }),
      { seed: 3 },
    )
  })

  test('are refused where their lengths are not those of the text', () => {
    expect(() => cutStrings('abc', [1, 1])).toThrow('another length')
    expect(() => cutStrings('abc', [2, 2])).toThrow('another length')
  })
})

describe('a string pool', () => {
  test('gives equal strings one code and other strings another', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 200 }), (texts) => {
        const pool = createStringPool()
        const codes = texts.map(pool.codeOf)
        expect(codes.map((code) => pool.strings.at(code))).toEqual(texts)
        expect([...pool.strings]).toEqual([...new Set(texts)])
      }),
      { seed: 1 },
    )
  })

  test('takes over the dictionaries of one part after another as if it had met the strings itself', () => {
    const dictionary = fc.uniqueArray(fc.string({ maxLength: 2 }), { maxLength: 40 })
    fc.assert(
      fc.property(dictionary, dictionary, fc.array(fc.string({ maxLength: 2 })), (first, second, later) => {
        const pool = createStringPool()
        for (const texts of [first, second]) {
          const lengths = texts.map(({ length }) => length)
          const codes = pool.adopt(cutStrings(texts.join(''), lengths), texts.map(hashOf))
          expect(Array.from(codes, (code) => pool.strings.at(code))).toEqual(texts)
        }
        later.forEach(pool.codeOf)
        const all = [...new Set([...first, ...second, ...later])]
        expect([...pool.strings]).toEqual(all)
        expect(all.map(pool.codeOf)).toEqual(all.map((_, code) => code))
      }),
      { seed: 2 },
    )
  })

  test('holds half a character, as a file cut in the middle has it, as the sign for one that cannot be read', () => {
    const pool = createStringPool()
    expect(pool.strings.at(pool.codeOf('😀'.slice(0, 1)))).toBe('\ufffd')
    expect(pool.codeOf('😀'.slice(0, 1))).toBe(pool.codeOf('\ufffd'))
    expect(pool.strings.at(pool.codeOf('😀'))).toBe('😀')
  })
})
