import { describe, expect, test } from 'vitest'
import { displayName, initials, sortName, textInitials } from '../../src/i18n/names.ts'

const cases: readonly [string, Parameters<typeof displayName>[0], string, string, string][] = [
  ['English', { family: 'Lee', given: 'Ann', middle: 'B.', prefix: 'Dr' }, 'Dr Ann B. Lee', 'Lee, Ann B.', 'AL'],
  ['Chinese', { family: '张', given: '小明' }, '张小明', '张小明', '小明'],
  ['Chinese of two characters', { family: '張', given: '偉' }, '張偉', '張偉', '偉'],
  ['Chinese of four', { family: '欧阳', given: '娜娜' }, '欧阳娜娜', '欧阳娜娜', '娜娜'],
  ['Korean', { family: '김', given: '철수', suffix: '부장' }, '김철수 부장', '김철수', '철수'],
  ['Thai', { family: 'ใจดี', given: 'สมชาย', prefix: 'คุณ' }, 'คุณ สมชาย ใจดี', 'สมชาย ใจดี', 'สจ'],
  ['Thai with leading vowels', { family: 'แสงทอง', given: 'เอก' }, 'เอก แสงทอง', 'เอก แสงทอง', 'อส'],
  ['Japanese', { family: '山田', given: 'はなこ' }, '山田はなこ', '山田はなこ', 'なこ'],
  ['Hungarian, which asks for it', { family: 'Nagy', given: 'Anna', order: 'familyFirst' }, 'Nagy Anna', 'Nagy, Anna', 'NA'],
  ['an emoji', { family: '', given: '👩‍👩‍👧 Home' }, '👩‍👩‍👧 Home', '👩‍👩‍👧 Home', '👩‍👩‍👧'],
  ['one name', { family: '', given: 'Madonna' }, 'Madonna', 'Madonna', 'M'],
  ['a family name alone', { family: '王', given: '' }, '王', '王', '王'],
  ['Korean in Latin letters', { family: 'Kim', given: 'Minjun' }, 'Minjun Kim', 'Kim, Minjun', 'MK'],
]

describe.each(cases)('a name in %s', (_, name, shown, sorted, disc) => {
  test('is shown, sorted and shortened in its own manner', () => {
    expect([displayName(name), sortName(name), initials(name)]).toEqual([shown, sorted, disc])
  })
})

test('a company has letters for its disc too, and what it is in law is none of them', () => {
  expect(['Acme Trading Co.', '3M', '北京银行', '(주) 삼성', 'บริษัท เอบีซี', '&', ''].map(textInitials)).toEqual([
    'AT',
    '3',
    '北京',
    '삼성',
    'อ',
    '',
    '',
  ])
})
