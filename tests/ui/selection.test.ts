import { expect, test } from 'vitest'
import { allSelected, isSelected, noSelection, selectedCount, toggled, withRows } from '../../src/ui/lists/selection.ts'

test('all of 100,000 rows but one are selected without a list of their ids', () => {
  const selection = toggled(allSelected, 'b')

  expect(selectedCount(selection, 100_000)).toBe(99_999)
  expect(isSelected(selection, 'a')).toBe(true)
  expect(isSelected(selection, 'b')).toBe(false)
})

test('what is taken out of all can be put back', () => {
  expect(toggled(toggled(allSelected, 'b'), 'b')).toEqual(allSelected)
})

test('a stretch of rows joins those chosen before', () => {
  const selection = withRows(toggled(noSelection, 'a'), ['b', 'c'], true)

  expect(selectedCount(selection, 10)).toBe(3)
  expect(selectedCount(withRows(selection, ['a', 'b', 'c'], false), 10)).toBe(0)
})

test('choosing never changes the selection one had', () => {
  toggled(noSelection, 'a')

  expect(selectedCount(noSelection, 10)).toBe(0)
})
