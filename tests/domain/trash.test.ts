import { expect, test } from 'vitest'
import { daysLeft, purgeDay } from '../../src/domain/trash.ts'

test('U14 what is deleted today can be put back for ninety days, over leap days and the turn of a year', () => {
  expect(purgeDay('2026-01-05')).toBe('2026-04-05')
  expect(purgeDay('2027-12-01')).toBe('2028-02-29')
  expect(daysLeft('2026-01-05', '2026-01-05')).toBe(90)
  expect(daysLeft('2026-01-05', '2026-04-04')).toBe(1)
  expect(daysLeft('2026-01-05', '2026-05-01')).toBe(0)
})
