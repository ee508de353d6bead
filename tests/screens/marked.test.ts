import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marked } from '../../src/screens/search/marked.ts'

/** What was found stands in brackets. */
const shown = (text: string, query: string) =>
  marked(text, query)
    .map((stretch) => (stretch.isHit ? `[${stretch.text}]` : stretch.text))
    .join('')

describe('what a search found is marked', () => {
  test.each([
    ['Bramble Kitchen Ltd', 'kitch', 'Bramble [Kitch]en Ltd'],
    ['Café Émile', 'cafe emile', '[Café] [Émile]'],
    ['บริษัท ครัวทองคำ จำกัด', 'ทองคํา', 'บริษัท ครัว[ทองคำ] จำกัด'],
    ['ＡＢＣ株式会社', 'abc', '[ＡＢＣ]株式会社'],
    ['김철수', '철', '김[철]수'],
    ['临江酒店有限公司', '酒店', '临江[酒店]有限公司'],
    ['Tea Tea', 'tea', '[Tea] [Tea]'],
    ['Anchor Hotel', 'zzz', 'Anchor Hotel'],
    ['Anchor Hotel', '', 'Anchor Hotel'],
  ])('in %s for %s', (text, query, expected) => {
    expect(shown(text, query)).toBe(expected)
  })

  test('and nothing of the text is lost or cut inside a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 4 }), (text, query) => {
        expect(
          marked(text, query)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text)
      }),
      { seed: 5 },
    )
  })
})
