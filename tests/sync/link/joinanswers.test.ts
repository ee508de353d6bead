import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { joinByLink, lookAtInvite, type Joiner } from '../../../src/sync/link/joining.ts'
import { invite } from '../../../src/sync/link/members.ts'
import { rosterLength } from '../../../src/sync/roster.ts'
import type { Frame } from '../../../src/sync/wire.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aDevice } from '../devices.ts'
import { aTeam, SETTINGS, TEAM } from '../team.ts'
import { aDesk, areSettled } from './desk.ts'
import { aMiddle } from './middle.ts'
import { aWaitingPlatform, refuse } from './refusing.ts'

/** A link of a workspace whose relay may answer anything, and who opens it. */
const aNewcomer = async () => {
  const relay = await aRelay()
  const team = await aTeam()
  const owner = await aDesk(relay.address, team, team.owner)
  await areSettled(owner)
  const keys = [SETTINGS, TEAM].map((spaceId) => ({ spaceId, epoch: 1, key: new Uint8Array(32).fill(1) }))
  const made = await invite({ link: owner, crypto, device: owner.device, now: Date.now }, { role: 'member', memberId: '', keys })
  const link = must(made.ok ? made.value : null, 'a link')
  const middle = await aMiddle(relay.address)
  const { platform, waits } = aWaitingPlatform()
  const joiner: Joiner = { device: await aDevice(), memberId: 'member_bea', privateSpace: 'space_bea' }
  const origin = `http://${middle.address}`
  return {
    relay,
    owner,
    middle,
    waits,
    join: () => joinByLink(platform, origin, link, joiner),
    look: () => lookAtInvite(platform, origin, link),
  }
}

describe('a newcomer whose', () => {
  test.each<[Frame['type'], number, string]>([
    ['hello', 426, 'newer'],
    ['auth', 401, 'notHere'],
    ['auth', 404, 'notHere'],
    ['auth', 507, 'full'],
    ['rosterAppend', 403, 'forbidden'],
    ['rosterAppend', 507, 'full'],
    ['rosterAppend', 426, 'newer'],
  ])('%s is answered %i has not joined, and is told: %s', async (type, status, error) => {
    const { owner, middle, join } = await aNewcomer()
    refuse(middle, type, { status, times: 9 })
    expect(await join()).toEqual({ ok: false, error })
    expect(owner.roster().members.size).toBe(1)
  })

  test.each<[Frame['type'], number]>([
    ['auth', 429],
    ['rosterAppend', 429],
    ['rosterAppend', 409],
  ])('%s is answered %i once tries again after the time that was asked for, and joins', async (type, status) => {
    const { owner, middle, waits, join } = await aNewcomer()
    refuse(middle, type, { status, retryAfter: 5_000 })
    expect(await join()).toMatchObject({ ok: true, value: { memberId: 'member_bea' } })
    expect(waits.some((ms) => ms >= 5_500)).toBe(true)
    await expect.poll(() => owner.roster().members.size).toBe(2)
  })

  test('socket is cut five times over is told that nobody answers, and may try again', async () => {
    const { middle, join, owner } = await aNewcomer()
    middle.setUpChange(() => {
      middle.cutAll()
      return []
    })
    expect(await join()).toEqual({ ok: false, error: 'offline' })
    expect(middle.connections()).toBe(5)
    middle.setUpChange((frame) => [frame])
    expect((await join()).ok).toBe(true)
    await expect.poll(() => owner.roster().members.size).toBe(2)
  })

  test('answer was lost each time joins once', async () => {
    const { middle, join, owner } = await aNewcomer()
    let lost = 0
    middle.setChange((frame) => {
      if (frame.type !== 'roster' || frame.from === 0 || lost === 3) return [frame]
      lost += 1
      middle.cutAll()
      return []
    })
    const joined = await join()
    expect(joined).toMatchObject({ ok: true, value: { memberId: 'member_bea' } })
    expect(lost).toBeGreaterThan(0)
    await expect.poll(() => owner.roster().members.size).toBe(2)
    expect(rosterLength(owner.roster())).toBe(3)
  })
})

describe('whoever only looks at a link', () => {
  test('is told what it is for, and uses nothing up', async () => {
    const { owner, look, join } = await aNewcomer()
    expect(await look()).toMatchObject({ ok: true, value: { role: 'member', memberId: '', state: 'open' } })
    expect(await look()).toMatchObject({ ok: true })
    expect(rosterLength(owner.roster())).toBe(2)
    expect((await join()).ok).toBe(true)
    expect(await look()).toEqual({ ok: false, error: 'gone' })
  })

  test.each([
    [410, 'gone'],
    [401, 'notHere'],
    [426, 'newer'],
  ])('and is answered %i is told: %s', async (status, error) => {
    const { middle, look } = await aNewcomer()
    refuse(middle, 'auth', { status, times: 9 })
    expect(await look()).toEqual({ ok: false, error })
  })

  test('at a relay that holds no such workspace is no founder of it', async () => {
    const { middle, look } = await aNewcomer()
    middle.setChange((frame) => [frame.type === 'welcome' ? { ...frame, rosterLength: 0, rosterHead: '0'.repeat(64) } : frame])
    expect(await look()).toEqual({ ok: false, error: 'notHere' })
  })
})
