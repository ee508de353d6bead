import { describe, expect, test } from 'vitest'
import { eventually } from './crew.ts'
import { areSettled } from './desk.ts'
import { aRefused, refuse } from './refusing.ts'

describe('a login that is answered', () => {
  test.each([
    ['hello', 404, 'notTaken'],
    ['auth', 404, 'notTaken'],
    ['auth', 426, 'newer'],
  ] as const)('to its %s with %i stands still as %s, looks again seldom, and at once when a person does', async (type, status, why) => {
    const { middle, one, waits } = await aRefused()
    refuse(middle, type, { status })
    middle.cutAll()
    await one.shows({ kind: 'stopped', why })
    await eventually(() => expect(Math.max(...waits)).toBeGreaterThan(300_000))
    one.wake()
    await one.shows({ kind: 'synced' })
  })

  test.each([429, 507])('%i with 9 s comes back after that, and not all at the same moment', async (status) => {
    const { middle, one, two, waits } = await aRefused()
    refuse(middle, 'auth', { status, retryAfter: 9_000 })
    middle.cutAll()
    await one.shows({ kind: 'offline' })
    await eventually(() => expect(waits.some((ms) => ms > 9_000 && ms !== 10_000)).toBe(true))
    await areSettled(one, two)
  })

  test('401 in the middle of a socket ends it, and the next one goes on', async () => {
    const { middle, one, two } = await aRefused()
    middle.setChange((frame) =>
      frame.type === 'ack' ? [{ type: 'error', status: 401, answers: 'auth', about: '', retryAfter: 0, seq: 0 }] : [frame],
    )
    one.write('taken, and its ack was lost')
    await eventually(() => expect(middle.connections()).toBeGreaterThan(1))
    middle.setChange((frame) => [frame])
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['taken, and its ack was lost'])
  })
})
