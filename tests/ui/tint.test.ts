import { expect, test } from 'vitest'
import { tintOf } from '../../src/ui/signs/tint.ts'

test('a record has the same tint on every device, and neighbours differ', () => {
  const tints = Array.from({ length: 800 }, (_, index) => tintOf(`contact_0190a2b3-0000-7000-8000-${String(index).padStart(12, '0')}`))
  const counts = Array.from({ length: 8 }, (_, tint) => tints.filter((one) => one === tint).length)

  expect(tintOf('contact_1')).toBe(tintOf('contact_1'))
  expect(Math.min(...counts)).toBeGreaterThan(60)
})
