import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { encodeEntry, follow, signEntry } from '../../src/sync/entry.ts'
import { MAX_ENTRY, START } from '../../src/sync/wire.ts'
import { OWN, SETTINGS, TEAM } from '../sync/team.ts'
import { push } from './peer.ts'
import { aWorld } from './world.ts'

describe('pushing', () => {
  test('is acknowledged with the place and the hash that the device computes', async () => {
    const { team, owner, entry } = await aWorld()
    const [one, two] = [await entry(team.owner, 'one'), await entry(team.owner, 'two')]
    const first = await follow(crypto, START, one)
    expect(await push(owner, TEAM, one)).toMatchObject({ space: TEAM, msgId: one.msgId, cursor: first })
    expect((await push(owner, TEAM, two)).cursor).toEqual(await follow(crypto, first, two))
  })

  test('the same again gets the same place, also on another socket', async () => {
    const { team, owner, as, entry } = await aWorld()
    const one = await entry(team.owner, 'one')
    const { cursor } = await push(owner, TEAM, one)
    await push(owner, TEAM, await entry(team.owner, 'two'))
    expect((await push(owner, TEAM, one)).cursor).toEqual(cursor)
    expect((await push(await as(team.owner), TEAM, one)).cursor).toEqual(cursor)
  })

  test('a closed epoch is answered 423', async () => {
    const { team, owner, entry } = await aWorld()
    for (const epoch of [0, 2]) {
      const wrong = await entry(team.owner, 'x', { epoch })
      owner.send({ type: 'push', space: TEAM, entry: encodeEntry(wrong) })
      expect(await owner.next('error')).toMatchObject({ status: 423, answers: 'push', about: wrong.msgId })
    }
  })

  test('a space that the author may not write is answered 403', async () => {
    const { team, owner, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    for (const space of [SETTINGS, OWN, 'space_unknown']) {
      peer.send({ type: 'push', space, entry: encodeEntry(await entry(bea, 'x', {}, space)) })
      expect(await peer.next('error')).toMatchObject({ status: 403, answers: 'push' })
    }
    expect((await push(owner, SETTINGS, await entry(team.owner, 'x', {}, SETTINGS))).cursor.seq).toBe(1)
  })

  test('one that names a roster head the relay lacks is answered 409: the roster goes first', async () => {
    const { team, owner, entry } = await aWorld()
    owner.send({ type: 'push', space: TEAM, entry: encodeEntry(await entry(team.owner, 'x', { rosterHead: 'f'.repeat(64) })) })
    expect(await owner.next('error')).toMatchObject({ status: 409, answers: 'push' })
  })

  test('one that is too large is answered 413, nonsense 400, a later version 426', async () => {
    const { team, owner, entry } = await aWorld()
    const large = await entry(team.owner, 'x', { body: new Uint8Array(MAX_ENTRY) })
    owner.send({ type: 'push', space: TEAM, entry: encodeEntry(large) })
    expect(await owner.next('error')).toMatchObject({ status: 413, about: large.msgId })
    owner.send({ type: 'push', space: TEAM, entry: Uint8Array.of(1, 2, 3) })
    expect(await owner.next('error')).toMatchObject({ status: 400 })
    const one = await entry(team.owner, 'x')
    owner.send({ type: 'push', space: TEAM, entry: encodeEntry({ ...one, version: 2 }) })
    expect(await owner.next('error')).toMatchObject({ status: 426 })
  })

  test('what is in the log already is acknowledged, whatever has changed since', async () => {
    const { team, owner, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    const one = await entry(bea, 'one')
    const { cursor } = await push(peer, TEAM, one)
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    await bring()
    expect((await push(owner, TEAM, one)).cursor).toEqual(cursor)
  })

  test('another’s entry is taken from whoever holds it, if its author signed it', async () => {
    const { team, owner, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const genuine = await entry(bea, 'from before the restore')
    expect((await push(owner, TEAM, genuine)).cursor.seq).toBe(1)
    const forged = await signEntry(crypto, team.owner.sign, TEAM, await entry(bea, 'not hers'))
    owner.send({ type: 'push', space: TEAM, entry: encodeEntry(forged) })
    expect(await owner.next('error')).toMatchObject({ status: 403, about: forged.msgId })
  })

  test('too fast is answered 429, and what follows too, so that nothing passes what was refused', async () => {
    let time = Date.now()
    const { team, owner, entry } = await aWorld({ now: () => time })
    const entries = await Promise.all(Array.from({ length: 440 }, (_, i) => entry(team.owner, `edit ${i}`, { counter: i + 1 })))
    for (const one of entries) owner.send({ type: 'push', space: TEAM, entry: encodeEntry(one) })
    const refused = await owner.next('error')
    expect(refused).toMatchObject({ status: 429, answers: 'push' })
    expect(refused.retryAfter).toBeGreaterThanOrEqual(1_000)
    const taken = entries.slice(
      0,
      entries.findIndex(({ msgId }) => msgId === refused.about),
    )
    expect(taken.length).toBeGreaterThanOrEqual(399)
    const acked: string[] = []
    while (acked.length < taken.length) acked.push((await owner.next('ack')).msgId)
    expect(taken.map(({ msgId }) => msgId)).toEqual(acked)
    owner.send({ type: 'ping', id: 1 })
    await owner.next('pong')
    expect(owner.waiting().filter(({ type }) => type === 'ack')).toEqual([])
    time += refused.retryAfter
    expect((await push(owner, TEAM, must(entries[acked.length], 'the first refused'))).cursor.seq).toBe(acked.length + 1)
  })

  test('a full disk is answered 507 with nothing acknowledged that is not there', async () => {
    const { relay, team, owner, entry } = await aWorld({ maxBytes: 600_000 })
    const bodies = Array.from({ length: 12 }, () => crypto.getRandomValues(new Uint8Array(60_000)))
    const acked: string[] = []
    for (const body of bodies) {
      const one = await entry(team.owner, 'x', { body })
      owner.send({ type: 'push', space: TEAM, entry: encodeEntry(one) })
      const answer = await owner.next('ack', 'error')
      if (answer.type === 'ack') acked.push(answer.msgId)
      else {
        expect(answer).toMatchObject({ status: 507, answers: 'push', about: one.msgId })
        expect(answer.retryAfter).toBeGreaterThan(0)
        break
      }
    }
    expect(acked.length).toBeGreaterThan(0)
    expect(acked.length).toBeLessThan(bodies.length)
    const page = await relay.log.page({ workspace: team.roster().workspaceId, space: TEAM }, 0)
    expect(page.count).toBeGreaterThan(0)
    expect((await relay.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(acked.length)
    owner.send({ type: 'ping', id: 1 })
    expect(await owner.next('pong')).toMatchObject({ id: 1 })
  })
})
