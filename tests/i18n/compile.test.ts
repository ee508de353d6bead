import { TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { compile } from '../../src/i18n/compile.ts'
import { loadMessages } from '../../src/i18n/messages.ts'

test('plain text stays text, so that it costs no parsing and no memory', () => {
  expect(compile('Undo')).toBe('Undo')
  expect(compile('Nothing left. See you tomorrow.')).toBe('Nothing left. See you tomorrow.')
})

test('a message with values becomes a tree at build', () => {
  expect(compile('{count, plural, one {# deal} other {# deals}}')).toMatchObject([{ type: TYPE.plural, value: 'count' }])
})

test('a broken message stops the build', () => {
  expect(() => compile('{count, plural, one {# deal}')).toThrow()
})

test('the app gets messages without the parser, and says a count in words', async () => {
  const english = await loadMessages('en', 'shell', 'en-GB')
  const korean = await loadMessages('ko', 'shell', 'ko')
  expect(english.get('shell.undo')?.({})).toBe('Undo')
  expect(english.get('shell.toast.trashed')?.({ count: 1 })).toBe('1 record moved to trash')
  expect(english.get('shell.toast.trashed')?.({ count: 1_234 })).toBe('1,234 records moved to trash')
  expect(korean.get('shell.toast.trashed')?.({ count: 1_234 })).toBe('1,234건을 휴지통으로 옮겼습니다')
})
