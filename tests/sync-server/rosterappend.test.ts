import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { encodeEntry } from '../../src/sync/entry.ts'
import { INVITE_MS } from '../../src/sync/invite.ts'
import { rosterHash } from '../../src/sync/rosterentry.ts'
import { START } from '../../src/sync/wire.ts'
import { aDevice } from '../sync/devices.ts'
import { NOON, TEAM } from '../sync/team.ts'
import { greet, logIn, pull, push } from './peer.ts'
import { aWorld } from './world.ts'

const NONE: Bytes = new Uint8Array()

describe('the roster at the relay', () => {
  test('reaches everyone who is there', async () => {
    const { team, owner, as, bring } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    await peer.next('roster')
    const added = await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE })
    owner.send({ type: 'rosterAppend', entry: added })
    expect(await peer.next('roster')).toMatchObject({ from: 3, entries: [added] })
  })

  test('takes one of two entries made on the same head; the other is made again', async () => {
    const { team, owner } = await aWorld()
    const [one, two] = [
      await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE }),
      await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE }),
    ]
    owner.send({ type: 'rosterAppend', entry: one })
    owner.send({ type: 'rosterAppend', entry: two })
    expect((await owner.next('roster')).entries).toEqual([one])
    expect(await owner.next('error')).toMatchObject({ status: 409, answers: 'rosterAppend', about: await rosterHash(crypto, two) })
    await team.push(one)
    const again = await team.signed(team.owner, { kind: 'deviceAdd', ...(await aDevice()), keys: NONE })
    owner.send({ type: 'rosterAppend', entry: again })
    expect((await owner.next('roster')).entries).toEqual([again])
  })

  test('an entry sent again is answered again', async () => {
    const { team, owner } = await aWorld()
    owner.send({ type: 'rosterAppend', entry: must(team.entries[0], 'the genesis') })
    expect(await owner.next('roster')).toMatchObject({ from: 0, entries: team.entries })
  })

  test('is answered at the pace of pushes, with when to go on', async () => {
    let time = Date.now()
    const { team, owner } = await aWorld({ now: () => time })
    const genesis = must(team.entries[0], 'the genesis')
    for (let i = 0; i < 440; i += 1) owner.send({ type: 'rosterAppend', entry: genesis })
    const refused = await owner.next('error')
    expect(refused).toMatchObject({ status: 429, answers: 'rosterAppend' })
    const answered = async () => {
      owner.send({ type: 'ping', id: 1 })
      await owner.next('pong')
      return owner.waiting().filter(({ type }) => type === 'roster').length
    }
    const before = await answered()
    expect(before).toBeLessThan(440)
    time += refused.retryAfter
    owner.send({ type: 'rosterAppend', entry: genesis })
    expect(await answered()).toBe(before + 1)
  })

  test('says 403 of what its author may not do, 426 of what it does not know, 413 of what is too large', async () => {
    const { team, owner, as, bring } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    const wrong = await team.signed(bea, { kind: 'deviceRemove', device: team.owner.id })
    peer.send({ type: 'rosterAppend', entry: wrong })
    expect(await peer.next('error')).toMatchObject({ status: 403, answers: 'rosterAppend' })
    owner.send({ type: 'rosterAppend', entry: wrong.with(0, 2) })
    expect(await owner.next('error')).toMatchObject({ status: 426 })
    owner.send({ type: 'rosterAppend', entry: new Uint8Array(70_000) })
    expect(await owner.next('error')).toMatchObject({ status: 413 })
    owner.send({ type: 'rosterAppend', entry: new Uint8Array(3) })
    expect(await owner.next('error')).toMatchObject({ status: 400 })
  })
})

describe('an invite', () => {
  test('lets its holder read the roster, join, and come back as a member', async () => {
    const { relay, team, owner, as, bring, entry } = await aWorld()
    const invite = await team.invite(team.owner)
    await bring()
    const guest = await logIn(relay.address, team.roster().workspaceId, invite)
    expect((await guest.next('roster')).entries).toEqual(team.entries)
    const bea = await aDevice()
    const join = await team.joinEntry(invite, 'member_bea', bea)
    guest.send({ type: 'rosterAppend', entry: join })
    expect(await guest.next('roster')).toMatchObject({ from: 2, entries: [join] })
    expect(await owner.next('roster')).toMatchObject({ from: 2 })
    await team.push(join)
    const peer = await as(bea)
    await push(owner, TEAM, await entry(team.owner, 'hello'))
    expect((await pull(peer, TEAM)).entries).toHaveLength(1)
  })

  test('lets its holder do nothing else', async () => {
    const { relay, team, bring, entry } = await aWorld()
    const invite = await team.invite(team.owner)
    await bring()
    const guest = await logIn(relay.address, team.roster().workspaceId, invite)
    guest.send({ type: 'sub', space: TEAM, cursor: START })
    expect(await guest.next('error')).toMatchObject({ status: 403, answers: 'sub' })
    guest.send({ type: 'push', space: TEAM, entry: encodeEntry(await entry(team.owner, 'x')) })
    expect(await guest.next('error')).toMatchObject({ status: 403, answers: 'push' })
    guest.send({ type: 'rosterAppend', entry: await team.signed(team.owner, { kind: 'inviteRevoke', invite: invite.id }) })
    expect(await guest.next('error')).toMatchObject({ status: 403, answers: 'rosterAppend' })
  })

  test('is over after 72 hours by the relay’s clock, for who comes then and for who has waited', async () => {
    let now = NOON
    const { relay, team, bring } = await aWorld({ now: () => now })
    const invite = await team.invite(team.owner)
    await bring()
    const id = team.roster().workspaceId
    now = NOON + INVITE_MS
    const guest = await logIn(relay.address, id, invite)
    now += 1
    guest.send({ type: 'rosterAppend', entry: await team.joinEntry(invite, 'member_bea', await aDevice()) })
    expect(await guest.next('error')).toMatchObject({ status: 410, answers: 'rosterAppend' })
    const late = await greet(relay.address, id, invite)
    expect(await late.next('error')).toMatchObject({ status: 410, answers: 'auth' })
  })

  test('that was used or revoked is gone', async () => {
    const { relay, team, bring } = await aWorld()
    const id = team.roster().workspaceId
    const used = await team.invite(team.owner)
    await team.push(await team.joinEntry(used, 'member_bea', await aDevice()))
    const revoked = await team.invite(team.owner)
    await team.add(team.owner, { kind: 'inviteRevoke', invite: revoked.id })
    await bring()
    for (const invite of [used, revoked]) {
      const guest = await greet(relay.address, id, invite)
      expect(await guest.next('error')).toMatchObject({ status: 410 })
    }
  })
})
