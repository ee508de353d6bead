import { expect, test } from 'vitest'

test('unit tests run far from where anyone works, so that a day that leans on the machine’s zone shows', () => {
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('America/St_Johns')
  expect(new Date(Date.UTC(2026, 0, 1, 12)).getHours()).toBe(8)
})
