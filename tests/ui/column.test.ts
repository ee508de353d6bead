import { expect, test } from 'vitest'
import { sortedBy } from '../../src/ui/lists/column.ts'

test('the first press on a header sorts names upward and figures downward; the second turns that round', () => {
  const name = { key: 'name', label: 'Name', width: '1fr' }
  const amount = { key: 'amount', label: 'Amount', width: '1fr', isFigure: true }

  expect(sortedBy(name, undefined).direction).toBe('ascending')
  expect(sortedBy(name, { key: 'name', direction: 'ascending' }).direction).toBe('descending')
  expect(sortedBy(amount, { key: 'name', direction: 'ascending' })).toEqual({ key: 'amount', direction: 'descending' })
})
