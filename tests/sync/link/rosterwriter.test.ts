import { describe, expect, test } from 'vitest'
import { aRelay } from '../../sync-server/relays.ts'
import { aTeam } from '../team.ts'
import { aDesk, areSettled } from './desk.ts'
import { aMiddle } from './middle.ts'
import { aRefused, aWaitingPlatform, refuse } from './refusing.ts'

describe('an entry of the roster that is answered', () => {
  const removal = async ({ team, two }: Awaited<ReturnType<typeof aRefused>>) =>
    team.signed(team.owner, { kind: 'deviceRemove', device: two.device.id })

  test.each([
    [403, 'forbidden'],
    [410, 'gone'],
    [413, 'full'],
    [507, 'full'],
  ])('%i is not made: %s', async (status, error) => {
    const all = await aRefused()
    const entry = await removal(all)
    refuse(all.middle, 'rosterAppend', { status })
    expect(await all.one.appendRoster(() => Promise.resolve(entry))).toEqual({ ok: false, error })
    expect(all.one.roster().places.size).toBe(3)
  })

  test.each([
    [4_321, 4_321],
    [0, 1_000],
  ])('429 with %i ms is sent again after %i ms, and then made', async (retryAfter, wait) => {
    const all = await aRefused()
    const entry = await removal(all)
    const sent = refuse(all.middle, 'rosterAppend', { status: 429, retryAfter })
    expect((await all.one.appendRoster(() => Promise.resolve(entry))).ok).toBe(true)
    expect(all.waits).toContain(wait)
    expect(sent).toHaveLength(2)
    await all.two.shows({ kind: 'stopped', why: 'revoked' })
  })

  test('409, without anybody else’s entry to follow, ends as a line that does not answer', async () => {
    const all = await aRefused()
    const entry = await removal(all)
    refuse(all.middle, 'rosterAppend', { status: 409, times: 9 })
    expect(await all.one.appendRoster(() => Promise.resolve(entry))).toEqual({ ok: false, error: 'offline' })
  })

  test.each([429, 403])('%i while a relay that forgot the workspace is told of it, is brought again', async (status) => {
    const relay = await aRelay()
    const middle = await aMiddle(relay.address)
    const team = await aTeam()
    const { platform, waits } = aWaitingPlatform()
    const brought = refuse(middle, 'rosterAppend', { status, retryAfter: 3_210 })
    const one = await aDesk(middle.address, team, team.owner, { platform })
    one.write('kept')
    await areSettled(one)
    expect(brought).toHaveLength(2)
    expect(waits.some((ms) => ms >= 3_210 && ms < 10_000)).toBe(true)
    expect(await relay.log.roster(team.roster().workspaceId)).toHaveLength(1)
  })
})
