import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldPhone, hangulInitials, hasHan, searchText, startsWord, wordsOf } from '../../src/core/fold.ts'
import { loadHan, pinyinInitials } from '../../src/core/fold-han.ts'

const han = await loadHan()
const finds = (query: string, parts: readonly string[], phones: readonly string[] = []) => {
  const text = searchText(parts, { phones, han })
  return wordsOf(query, han).every((word) => text.includes(word))
}

describe('what people type is found as it was written', () => {
  const found: readonly [string, string][] = [
    ['acme', 'ACME Trading Co.'],
    ['acme', 'Ａｃｍｅ　Ｃｏ'],
    ['jose', 'José Núñez'],
    ['nunez jose', 'José Núñez'],
    ['nguyen dang', 'Đặng Nguyễn'],
    ['strasse', 'Straße 5'],
    ['istanbul', 'İstanbul'],
    ['oconnor', 'OConnor'],
    ["o'connor", 'O’Connor'],
    ['jean-luc', 'Jean‑Luc'],
    ['ทองคำ', 'ทองคํา'],
    ['น้ำ', 'นํ้า'],
    ['แม่', 'เเม่'],
    ['กรุงเทพ', 'บริษัท กรุงเทพการค้า จำกัด'],
    ['บ้านเลขที่ 12', 'บ้านเลขที่ ๑๒'],
    ['김철수', '김철수'.normalize('NFD')],
    ['ㄱㅊㅅ', '김철수'],
    ['김ㅊ', '김철수'],
    ['ㅅㅅㅈㅈ', '삼성 전자'],
    ['ㄱㄳ', '김기수 ㄱㄱㅅ'],
    ['张伟', '張偉'],
    ['張偉', '张伟'],
    ['台灣', '臺灣大哥大'],
    ['zw', '张伟'],
    ['bjyh', '北京银行'],
    ['cqyh', '重慶銀行'],
    ['zgf', '曾国藩'],
    ['カタカナ', 'ｶﾀｶﾅ'],
    ['bangkok, acme', 'Acme (Bangkok)'],
  ]
  test.each(found)('%s finds %s', (query, name) => {
    expect(finds(query, [name])).toBe(true)
  })

  const missed: readonly [string, string][] = [
    ['ก่า', 'กา'],
    ['ป', 'บ้าน'],
    ['ㄱㅅㅊ', '김철수'],
    ['か', 'が'],
    ['acme bangkok', 'Acme London'],
    ['й', 'и'],
  ]
  test.each(missed)('%s does not find %s', (query, name) => {
    expect(finds(query, [name])).toBe(false)
  })

  test.each(['0812345678', '081-234-5678', '+66 81 234 5678', '66812345678', '08-1234', '5678', '(081) 234'])(
    '%s finds a phone stored as +66812345678',
    (query) => {
      expect(finds(query, ['Somchai'], ['+66812345678'])).toBe(true)
    },
  )

  test('a number with dashes is found with and without them', () => {
    expect(finds('2010-12-345', ['2010-12-345'])).toBe(true)
    expect(finds('201012345', ['2010-12-345'])).toBe(true)
    expect(finds('Q-2026-a1-0007', ['Q-2026-A1-0007'])).toBe(true)
    expect(finds('3.5', ['Model 3.5'])).toBe(true)
  })
})

test('a phone has its digits as dialled abroad and at home', () => {
  expect(foldPhone('+66812345678')).toBe('66812345678 0812345678')
  expect(foldPhone('+886912345678')).toBe('886912345678 0912345678')
  expect(foldPhone('+12125551234')).toBe('12125551234')
  expect(foldPhone('02-123 4567')).toBe('021234567')
  expect(foldPhone('๐๒-๑๒๓๔')).toBe('021234')
})

test('initials are the first letters of syllables, and of nothing else', () => {
  expect(hangulInitials('김철수')).toBe('ㄱㅊㅅ')
  expect(hangulInitials('LG 전자 (주)')).toBe('ㅈㅈㅈ')
  expect(pinyinInitials('阿里巴巴集团')).toBe('albbjt')
  expect(pinyinInitials('八公子 Ltd 王小明 赵倩')).toBe('bgzwxmzq')
  expect(pinyinInitials('陳怡君 黃志明 林書豪')).toBe('cyjhzmlsh')
})

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
    { seed: 1, numRuns: 500 },
  )
})

test('every whole text is found by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), (parts) => {
      for (const part of parts) expect(wordsOf(part, han).every((word) => searchText(parts, { han }).includes(word))).toBe(true)
    }),
    { seed: 2, numRuns: 500 },
  )
})

test('a query has at most eight words, each once', () => {
  expect(wordsOf('a b a  c,d;e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  expect(wordsOf('  ')).toEqual([])
})

test('a hit at the start of a word is told from one inside', () => {
  const at = (text: string, part: string) => startsWord(text, text.indexOf(part))
  expect(at('acme trading', 'trad')).toBe(true)
  expect(at('acme trading', 'ding')).toBe(false)
  expect(at('jean-luc', 'luc')).toBe(true)
  expect(at('北京银行', '银行')).toBe(true)
  expect(at('삼성 전자', '전자')).toBe(true)
  expect(at('삼성전자', '전자')).toBe(false)
  expect(at('บริษัทacme', 'acme')).toBe(true)
  expect(at('กรุงเทพ', 'เทพ')).toBe(true)
  expect(at('กรุงเทพ', 'ทพ')).toBe(false)
  expect(at('กรุงเทพ', 'ุง')).toBe(false)
})

test('the table is asked for only where a Chinese character stands', () => {
  expect(hasHan('Zhang Wei')).toBe(false)
  expect(hasHan('张')).toBe(true)
  expect(han.simplify('acme')).toBe('acme')
  expect(han.simplify('萬國郵政 acme 聯盟')).toBe('万国邮政 acme 联盟')
})
