import { expect, test } from 'vitest'
import { phaseOf } from '../../src/domain/lifecycle/phase.ts'

const nothing = { touches: 0, purchases: 0, referrals: 0, isAdvocate: false }

test('S24 a contact with three orders and a referral is collaborative; marked as an advocate, interconnected', () => {
  expect(phaseOf({ ...nothing, purchases: 3, referrals: 1 })).toBe('collaborative')
  expect(phaseOf({ ...nothing, purchases: 3, referrals: 1, isAdvocate: true })).toBe('interconnected')
})

test('S24 a relationship grows with talks and purchases, and is explored until then', () => {
  expect(phaseOf(nothing)).toBe('exploratory')
  expect(phaseOf({ ...nothing, touches: 2 })).toBe('exploratory')
  expect(phaseOf({ ...nothing, touches: 3 })).toBe('basic')
  expect(phaseOf({ ...nothing, purchases: 1 })).toBe('basic')
  expect(phaseOf({ ...nothing, purchases: 2 })).toBe('basic')
  expect(phaseOf({ ...nothing, purchases: 1, referrals: 1 })).toBe('collaborative')
  expect(phaseOf({ ...nothing, touches: 9, isAdvocate: true })).toBe('basic')
})
