import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/i18n/compile.ts'
import { locales } from '../../src/i18n/locales.ts'
import { areas } from '../../src/i18n/messages.ts'
import { speak } from '../../src/i18n/speak.ts'

const folder = join(import.meta.dirname, '../../src/i18n/messages')

/** A count wherever a number is asked for, a word elsewhere. */
const valuesIn = (text: string, count: number): Readonly<Record<string, string | number>> =>
  Object.fromEntries([...text.matchAll(/\{(\w+)(,?)/g)].map(([, name = '', comma]) => [name, comma === ',' ? count : `«${name}»`]))

describe.each(locales)('every message in %s', (locale) => {
  test('is said as the standard’s own formatter says it, whatever the count', () => {
    for (const area of areas) {
      const texts = Object.entries(JSON.parse(readFileSync(join(folder, locale, `${area}.json`), 'utf8')) as Record<string, string>)
      for (const [key, text] of texts) {
        const compiled = compile(text)
        if (typeof compiled === 'string') continue
        const standard = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
        fc.assert(
          fc.property(fc.oneof(fc.nat(3), fc.nat(2_000_000), fc.double({ min: 0, max: 10, noNaN: true })), (count) => {
            const values = valuesIn(text, count)
            expect(speak(compiled, values, locale), key).toBe(standard.format(values))
          }),
          { numRuns: 20, seed: 20_261_122 },
        )
      }
    }
  })
})

test('a missing value is an error and never a hole in a sentence', () => {
  expect(() => speak(['Hello ', ['who']], {}, 'en')).toThrow()
})
