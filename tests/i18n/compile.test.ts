import { expect, test } from 'vitest'
import { compile } from '../../src/i18n/compile.ts'
import { loadMessages } from '../../src/i18n/messages.ts'

test('plain text stays text, so that it costs no parsing and no memory', () => {
  expect(compile('Undo')).toBe('Undo')
  expect(compile('Nothing left. See you tomorrow.')).toBe('Nothing left. See you tomorrow.')
})

test('a message with values becomes parts at build', () => {
  expect(compile('{who} has {count, plural, =0 {none} other {# of {all, number}}}')).toEqual([
    ['who'],
    ' has ',
    ['count', { '=0': ['none'], other: [[], ' of ', ['all', 0]] }],
  ])
})

test('a broken message stops the build', () => {
  expect(() => compile('{count, plural, one {# deal}')).toThrow()
})

test.each([
  '{day, date}',
  '{count, number, percent}',
  '{count, plural, offset:1 other {#}}',
  '{nth, selectordinal, other {#th}}',
  '{who, select, other {they}}',
])('what the app has no words for stops it too: %s', (text) => {
  expect(() => compile(text)).toThrow(/made of text/)
})

test('the app gets messages without the parser, and says a count in words', async () => {
  const english = await loadMessages('en', 'pages', 'en-GB')
  const korean = await loadMessages('ko', 'pages', 'ko')
  expect(english.get('record.plan')?.({})).toBe('Plan')
  expect(english.get('shell.toast.trashed')?.({ count: 1 })).toBe('1 record moved to trash')
  expect(english.get('shell.toast.trashed')?.({ count: 1_234 })).toBe('1,234 records moved to trash')
  expect(korean.get('shell.toast.trashed')?.({ count: 1_234 })).toBe('1,234건을 휴지통으로 옮겼습니다')
})
