import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { decodeRosterEntry } from '../../../src/sync/rosterentry.ts'
import type { Frame } from '../../../src/sync/wire.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aTeam, TEAM, type Team } from '../team.ts'
import { eventually } from './crew.ts'
import { aDesk, areSettled } from './desk.ts'
import { aMiddle } from './middle.ts'

const refuse = (answers: string, status: number, retryAfter = 0): Frame => ({
  type: 'error',
  status,
  answers,
  about: '',
  retryAfter,
  seq: 0,
})

/** An owner whose relay may lie, and Bea, who sees the relay as it is. */
const aPair = async () => {
  const relay = await aRelay()
  const middle = await aMiddle(relay.address)
  const team = await aTeam()
  const bea = await team.member('member_bea')
  const one = await aDesk(middle.address, team, team.owner)
  const two = await aDesk(relay.address, team, bea)
  await areSettled(one, two)
  return { relay, middle, team, bea, one, two }
}

/** A later device of the owner, brought to the relay by Bea's link. */
const growRoster = async (team: Team, two: Awaited<ReturnType<typeof aDesk>>) => {
  const place = team.entries.length
  await team.invite(team.owner)
  const entry = must(team.entries[place], 'the invite')
  const appended = await two.appendRoster(() => Promise.resolve(entry))
  expect(appended.ok).toBe(true)
}

describe('a link to a relay of a later version', () => {
  test('passes over what it does not know', async () => {
    const { middle, one, two } = await aPair()
    middle.setChange((frame) => [Uint8Array.of(99, 1, 2, 3), frame])
    two.write('known')
    await areSettled(one, two)
    await eventually(() => expect(one.team.texts()).toEqual(['known']))
    expect(middle.connections()).toBe(1)
  })

  test('that speaks another protocol says that one of both is newer', async () => {
    const { middle, one } = await aPair()
    middle.setChange((frame) => (frame.type === 'challenge' ? [refuse('hello', 426)] : [frame]))
    middle.cutAll()
    await one.shows({ kind: 'stopped', why: 'newer' })
    middle.setChange((frame) => [frame])
    one.wake()
    await one.shows({ kind: 'synced' })
  })
})

describe('a relay that', () => {
  test('loses an entry on the way is asked again', async () => {
    const { middle, one, two } = await aPair()
    let lost = 0
    middle.setChange((frame) => {
      if (frame.type !== 'entry' || lost === 2) return [frame]
      lost += 1
      return []
    })
    for (let i = 0; i < 4; i += 1) {
      two.write(`edit ${i}`)
      two.flush()
      await eventually(() => expect(two.team.texts()).toHaveLength(i + 1))
    }
    await eventually(() => expect(one.team.texts()).toHaveLength(4))
    await areSettled(one, two)
    expect(middle.connections()).toBe(1)
  })

  test('never shows an entry is left, and asked from anew', async () => {
    const { middle, one, two } = await aPair()
    middle.setChange((frame) => (frame.type === 'entry' && frame.seq === 1 ? [] : [frame]))
    two.write('hidden')
    two.flush()
    await eventually(() => expect(two.team.texts()).toHaveLength(1))
    two.write('shown')
    await eventually(() => expect(middle.connections()).toBeGreaterThan(1))
    middle.setChange((frame) => [frame])
    await areSettled(one, two)
    expect(one.team.texts()).toEqual(['hidden', 'shown'])
  })

  test('shows data before the roster that it needs keeps nobody from reading it', async () => {
    const { middle, team, one, two } = await aPair()
    const held: Frame[] = []
    middle.setChange((frame) => {
      if (frame.type !== 'roster') return frame.type === 'entry' ? [frame, ...held.splice(0)] : [frame]
      held.push(frame)
      return []
    })
    await growRoster(team, two)
    two.write('under the new head')
    await eventually(() => expect(one.team.texts()).toEqual(['under the new head']))
    await areSettled(one, two)
  })

  test('keeps a roster entry back, but shows what was written after it, has two histories', async () => {
    const { middle, team, one, two } = await aPair()
    middle.setChange((frame) => (frame.type === 'roster' ? [] : [frame]))
    await growRoster(team, two)
    two.write('under a head that is kept back')
    await one.shows({ kind: 'stopped', why: 'twoHistories' })
    expect(one.team.texts()).toEqual([])
  })

  test('shows another roster of the same length has two histories', async () => {
    const { middle, one } = await aPair()
    middle.setChange((frame) => (frame.type === 'welcome' ? [{ ...frame, rosterHead: 'ab'.repeat(32) }] : [frame]))
    middle.cutAll()
    await one.shows({ kind: 'stopped', why: 'twoHistories' })
    expect(one.rosterStore.entries).toHaveLength(3)
  })

  test('grafts entries of its own onto the roster has two histories', async () => {
    const { middle, one } = await aPair()
    const other = await aTeam()
    await other.invite(other.owner)
    middle.setChange((frame) =>
      frame.type === 'welcome'
        ? [
            { ...frame, rosterLength: 4, rosterHead: other.roster().head },
            { type: 'roster', from: 3, entries: other.entries.slice(1) },
          ]
        : [frame],
    )
    middle.cutAll()
    await one.shows({ kind: 'stopped', why: 'twoHistories' })
    expect(one.rosterStore.entries).toHaveLength(3)
  })

  test('says that a device was removed is not believed without the entry that did it', async () => {
    const { middle, one } = await aPair()
    middle.setChange((frame) => (frame.type === 'welcome' ? [refuse('auth', 401)] : [frame]))
    middle.cutAll()
    await one.shows({ kind: 'offline' })
    await eventually(() => expect(middle.connections()).toBeGreaterThan(3))
    middle.setChange((frame) => [frame])
    await one.shows({ kind: 'synced' })
  })

  test('asks for patience is given it, and then gets everything in order', async () => {
    const { middle, one, two } = await aPair()
    let isBusy = true
    middle.setUpChange((frame) => (frame.type === 'push' && isBusy ? [] : [frame]))
    one.write('first')
    one.flush()
    await eventually(() => expect(one.team.pendings()).toHaveLength(1))
    const msgId = must(one.team.pendings()[0], 'the push').msgId
    // The refusal of a push that never arrived, on the back of the next answer.
    middle.setChange((frame) => {
      if (frame.type !== 'pong') return [frame]
      isBusy = false
      return [frame, { type: 'error', status: 429, answers: 'push', about: msgId, retryAfter: 2_000, seq: 0 }]
    })
    one.write('second')
    one.flush()
    await eventually(() => expect(one.team.pendings()).toHaveLength(2))
    one.wake()
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['first', 'second'])
  })

  test('says what makes no sense is left, and nothing is lost', async () => {
    const { middle, one, two } = await aPair()
    middle.setChange((frame) => (frame.type === 'ack' ? [Uint8Array.of(10, 200, 1)] : [frame]))
    one.write('acknowledged in no words')
    await eventually(() => expect(middle.connections()).toBeGreaterThan(1))
    middle.setChange((frame) => [frame])
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['acknowledged in no words'])
  })
})

describe('a device that was removed', () => {
  test('learns it at once, and stays away', async () => {
    const { middle, team, one, two, bea } = await aPair()
    const place = team.entries.length
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    expect(decodeRosterEntry(must(team.entries[place], 'the removal')).ok).toBe(true)
    await one.appendRoster(() => Promise.resolve(must(team.entries[place], 'the removal')))
    await two.shows({ kind: 'stopped', why: 'revoked' })
    two.wake()
    expect(two.status()).toEqual({ kind: 'stopped', why: 'revoked' })
    expect(middle.connections()).toBe(1)
  })

  test('learns it when it comes back', async () => {
    const { relay, team, one, two, bea } = await aPair()
    two.close()
    const entries = [...team.entries]
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    await one.appendRoster(() => Promise.resolve(must(team.entries.at(-1), 'the removal')))
    two.team.edit('never to be sent')
    const back = await aDesk(relay.address, { entries }, bea, { held: two.team })
    await back.shows({ kind: 'stopped', why: 'revoked' })
    expect((await relay.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(0)
  })
})
