import { describe, expect, test } from 'vitest'
import { aRelay } from '../../sync-server/relays.ts'
import { aTeam, TEAM } from '../team.ts'
import { eventually } from './crew.ts'
import { aDesk, areSettled } from './desk.ts'
import { aRefused, refuse } from './refusing.ts'

describe('a push that is answered', () => {
  test.each([
    [403, 'forbidden'],
    [413, 'tooLarge'],
    [423, 'epochClosed'],
  ])('%i is set aside as %s, and what follows goes on over the same socket', async (status, why) => {
    const { middle, one, two } = await aRefused()
    refuse(middle, 'push', { status })
    one.write('refused')
    one.flush()
    await eventually(() => expect(one.team.refusals).toMatchObject([{ why }]))
    one.write('taken')
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['taken'])
    expect(middle.connections()).toBe(1)
  })

  test.each([
    [7_000, 7_000],
    [0, 1_000],
  ])('429 with %i ms is sent again after %i ms, as it was and before all that follows it', async (retryAfter, wait) => {
    const { middle, one, two, waits } = await aRefused()
    const pushes = refuse(middle, 'push', { status: 429, retryAfter })
    one.write('first')
    one.flush()
    await eventually(() => expect(waits).toContain(wait))
    one.write('second')
    one.flush()
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['first', 'second'])
    expect(pushes[1]).toEqual(pushes[0])
    expect(middle.connections()).toBe(1)
  })

  test('507 stays here, the mark says that the relay is full, others’ edits come in, and it goes once there is room', async () => {
    const { middle, one, two } = await aRefused()
    refuse(middle, 'push', { status: 507, retryAfter: 1_000, times: 3 })
    one.write('no room for it')
    one.flush()
    await one.shows({ kind: 'stopped', why: 'relayFull' })
    expect(one.team.pendings()).toHaveLength(1)
    two.write('from a teammate')
    await eventually(() => expect(one.team.texts()).toEqual(['from a teammate']))
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['from a teammate', 'no room for it'])
    expect(middle.connections()).toBe(1)
  })

  test('426 stays here, and the mark says that one of both is newer; a later socket tries again', async () => {
    const { middle, one, two } = await aRefused()
    const pushes = refuse(middle, 'push', { status: 426 })
    one.write('of a version to come')
    one.flush()
    await one.shows({ kind: 'stopped', why: 'newer' })
    one.write('waits behind it')
    one.flush()
    await eventually(() => expect(one.team.pendings()).toHaveLength(2))
    expect(pushes).toHaveLength(1)
    middle.cutAll()
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['of a version to come', 'waits behind it'])
  })

  test.each([400, 404])('%i stays here, and the mark says that both do not understand each other', async (status) => {
    const { middle, one } = await aRefused()
    refuse(middle, 'push', { status })
    one.write('not understood')
    one.flush()
    await one.shows({ kind: 'stopped', why: 'malformed' })
    expect(one.team.pendings()).toHaveLength(1)
    expect(one.team.refusals).toEqual([])
  })

  test('409, as the relay lacks the roster entry that it names, goes after the rosters have met on a new socket', async () => {
    const { middle, one, two } = await aRefused()
    refuse(middle, 'push', { status: 409 })
    one.write('under a head that the relay lacks')
    await eventually(() => expect(middle.connections()).toBe(2))
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['under a head that the relay lacks'])
  })

  test('with a refusal of a message that is not ours changes nothing', async () => {
    const { middle, one, two } = await aRefused()
    middle.setChange((frame) =>
      frame.type === 'ack'
        ? [{ type: 'error', status: 403, answers: 'push', about: 'ab'.repeat(16), retryAfter: 0, seq: 0 }, frame]
        : [frame],
    )
    one.write('taken')
    await areSettled(one, two)
    expect(one.team.refusals).toEqual([])
  })
})

test('a relay whose disk is full keeps what it has, says so to whoever writes, and takes the rest once it has room', async () => {
  const small = await aRelay({ maxBytes: 400_000 })
  const team = await aTeam()
  const one = await aDesk(small.address, team, team.owner)
  await one.shows({ kind: 'synced' })
  const texts = Array.from(
    { length: 12 },
    (_, at) => `${at} ${Buffer.from(crypto.getRandomValues(new Uint8Array(30_000))).toString('hex')}`,
  )
  for (const text of texts) one.write(text)
  one.flush()
  await one.shows({ kind: 'stopped', why: 'relayFull' })
  const { seq } = await small.log.last({ workspace: team.roster().workspaceId, space: TEAM })
  expect(seq).toBeGreaterThan(0)
  expect(seq).toBeLessThan(texts.length)
  one.close()
  await small.stop()
  const larger = await aRelay({ folder: small.folder })
  const again = await aDesk(larger.address, team, team.owner, { held: one.team })
  await areSettled(again)
  expect(again.team.texts()).toEqual(texts)
})
