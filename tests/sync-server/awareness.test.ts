import { describe, expect, test } from 'vitest'
import { MAX_AWARENESS } from '../../src/sync/wire.ts'
import { limits } from '../../sync-server/limits.ts'
import { OWN, SETTINGS, TEAM } from '../sync/team.ts'
import { logIn, pull, push, type Peer } from './peer.ts'
import { aWorld } from './world.ts'

const sealed = (fill: number, length = 40) => new Uint8Array(length).fill(fill)
const say = (peer: Peer, fill: number, space = TEAM) => peer.send({ type: 'awareness', space, sealed: sealed(fill) })

/** Everything that was said to it before this answer. */
const heardBy = async (peer: Peer): Promise<readonly number[]> => {
  peer.send({ type: 'ping', id: 1 })
  await peer.next('pong')
  return peer.waiting().flatMap((frame) => (frame.type === 'awareness' ? [frame.sealed[0] ?? -1] : []))
}

/** The owner, Bea and Cho, who all listen to the team's space. */
const threePeople = async () => {
  const world = await aWorld()
  const [bea, cho] = [await world.team.member('member_bea'), await world.team.member('member_cho')]
  await world.bring()
  const [one, two] = [await world.as(bea), await world.as(cho)]
  for (const peer of [world.owner, one, two]) await pull(peer, TEAM)
  return { ...world, bea, one, two }
}

describe('what is said beside the log', () => {
  test('reaches all who listen to the space, in its order, and not who said it', async () => {
    const { owner, one, two } = await threePeople()
    for (const fill of [1, 2, 3]) say(owner, fill)
    expect(await heardBy(owner)).toEqual([])
    for (const peer of [one, two]) expect(await heardBy(peer)).toEqual([1, 2, 3])
  })

  test('does not reach who listens to another space, or to none yet', async () => {
    const { owner, as, bea } = await threePeople()
    const elsewhere = await as(bea)
    await pull(elsewhere, SETTINGS)
    const nowhere = await as(bea)
    say(owner, 1)
    expect(await heardBy(owner)).toEqual([])
    expect(await heardBy(elsewhere)).toEqual([])
    expect(await heardBy(nowhere)).toEqual([])
  })

  test('is refused where one may not read, too large, or of somebody who has only a link', async () => {
    const { relay, team, one, two, bring } = await threePeople()
    say(one, 1, OWN)
    expect(await one.next('error')).toMatchObject({ status: 403, answers: 'awareness', about: OWN })
    one.send({ type: 'awareness', space: TEAM, sealed: sealed(2, MAX_AWARENESS + 1) })
    expect(await one.next('error')).toMatchObject({ status: 413, answers: 'awareness', about: TEAM })
    const invite = await team.invite(team.owner)
    await bring()
    const guest = await logIn(relay.address, team.roster().workspaceId, invite)
    say(guest, 3)
    expect(await guest.next('error')).toMatchObject({ status: 403, answers: 'awareness' })
    one.send({ type: 'awareness', space: TEAM, sealed: sealed(4, MAX_AWARENESS) })
    expect(await heardBy(one)).toEqual([])
    expect(await heardBy(two)).toEqual([4])
  })

  test('too often is dropped without a word, and pushes go on', async () => {
    const { team, owner, one, entry } = await threePeople()
    const many = limits.awareness.burst + 100
    for (let i = 0; i < many; i += 1) say(owner, i % 200)
    expect(owner.waiting().filter(({ type }) => type === 'error')).toEqual([])
    expect(await heardBy(owner)).toEqual([])
    const heard = await heardBy(one)
    expect(heard.length).toBeGreaterThanOrEqual(limits.awareness.burst)
    expect(heard.length).toBeLessThan(many)
    await push(owner, TEAM, await entry(team.owner, 'after it all'))
    expect(await one.next('entry')).toMatchObject({ space: TEAM, seq: 1 })
  })

  test('of a device that was removed is heard no more', async () => {
    const { team, owner, one, two, bea, bring } = await threePeople()
    say(one, 1)
    expect(await heardBy(one)).toEqual([])
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    await bring()
    await one.closed
    say(one, 2)
    expect(await heardBy(owner)).toEqual([1])
    expect(await heardBy(two)).toEqual([1])
  })
})
