import { describe, expect, test } from 'vitest'
import { encodeEntry, type Entry } from '../../src/sync/entry.ts'
import { START, type Cursor } from '../../src/sync/wire.ts'
import { OWN, TEAM } from '../sync/team.ts'
import { entryOf, pull, push, type LoggedIn } from './peer.ts'
import { aWorld } from './world.ts'

describe('pulling', () => {
  test('brings everything after the cursor, then what is new', async () => {
    const { team, owner, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    const before = [await entry(team.owner, 'one'), await entry(team.owner, 'two')]
    for (const one of before) await push(owner, TEAM, one)
    const pulled = await pull(peer, TEAM)
    expect(pulled.entries).toEqual(before)
    const fresh = await entry(team.owner, 'three')
    await push(owner, TEAM, fresh)
    const frame = await peer.next('entry')
    expect(frame).toMatchObject({ space: TEAM, seq: 3 })
    expect(frame.entries.map(entryOf)).toEqual([fresh])
  })

  test('brings one’s own entries like anybody’s', async () => {
    const { team, owner, entry } = await aWorld()
    await pull(owner, TEAM)
    await push(owner, TEAM, await entry(team.owner, 'mine'))
    expect((await owner.next('entry')).seq).toBe(1)
  })

  test('from a hash that the relay does not hold at that place is answered 409, with its last place', async () => {
    const { team, owner, entry } = await aWorld()
    const { cursor } = await push(owner, TEAM, await entry(team.owner, 'one'))
    await push(owner, TEAM, await entry(team.owner, 'two'))
    const wrong: Cursor[] = [
      { seq: 1, hash: new Uint8Array(32) },
      { seq: 3, hash: cursor.hash },
      { seq: 2, hash: cursor.hash },
      { seq: 0, hash: cursor.hash },
    ]
    for (const at of wrong) {
      owner.send({ type: 'sub', space: TEAM, cursor: at })
      expect(await owner.next('error')).toMatchObject({ status: 409, answers: 'sub', about: TEAM, seq: 2 })
    }
    expect((await pull(owner, TEAM, cursor)).entries).toHaveLength(1)
  })

  test('is refused where one may not read', async () => {
    const { team, owner, as, bring } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    peer.send({ type: 'sub', space: OWN, cursor: START })
    expect(await peer.next('error')).toMatchObject({ status: 403, answers: 'sub', about: OWN })
    owner.send({ type: 'sub', space: 'space_unknown', cursor: START })
    expect(await owner.next('error')).toMatchObject({ status: 403 })
  })

  test('again on the same socket begins anew', async () => {
    const { team, owner, entry } = await aWorld()
    await push(owner, TEAM, await entry(team.owner, 'one'))
    expect((await pull(owner, TEAM)).entries).toHaveLength(1)
    expect((await pull(owner, TEAM)).entries).toHaveLength(1)
    await push(owner, TEAM, await entry(team.owner, 'two'))
    await owner.next('entry')
    expect(owner.waiting()).toEqual([])
  })

  test('while others push has no gap and no double', async () => {
    const { team, owner, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const entries = await Promise.all(Array.from({ length: 390 }, (_, i) => entry(team.owner, `edit ${i} ${'x'.repeat(i * 10)}`)))
    const readers: LoggedIn[] = []
    const pulls: Promise<Entry[]>[] = []
    for (const [i, one] of entries.entries()) {
      owner.send({ type: 'push', space: TEAM, entry: encodeEntry(one) })
      if (i % 60 !== 0) continue
      const reader = await as(bea)
      readers.push(reader)
      pulls.push(takeAll(reader, entries.length))
    }
    for (const taken of await Promise.all(pulls)) expect(taken.map(({ msgId }) => msgId)).toEqual(entries.map(({ msgId }) => msgId))
    for (const reader of readers) expect(reader.waiting().filter(({ type }) => type === 'entry')).toEqual([])
  })
})

const takeAll = async (peer: LoggedIn, length: number): Promise<Entry[]> => {
  peer.send({ type: 'sub', space: TEAM, cursor: START })
  const taken: Entry[] = []
  while (taken.length < length) {
    const { seq, entries } = await peer.next('entry')
    expect(seq).toBe(taken.length + 1)
    taken.push(...entries.map(entryOf))
  }
  await peer.next('live')
  return taken
}

describe('who is here', () => {
  test('reaches the others in the space at once, is not echoed, and is kept nowhere', async () => {
    const { relay, team, owner, as, bring } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    await pull(owner, TEAM)
    await pull(peer, TEAM)
    peer.send({ type: 'awareness', space: TEAM, sealed: Uint8Array.of(1, 2, 3) })
    expect(await owner.next('awareness')).toMatchObject({ space: TEAM, sealed: Uint8Array.of(1, 2, 3) })
    peer.send({ type: 'awareness', space: OWN, sealed: Uint8Array.of(1) })
    expect(await peer.next('error')).toMatchObject({ status: 403, answers: 'awareness' })
    peer.send({ type: 'awareness', space: TEAM, sealed: new Uint8Array(20_000) })
    expect(await peer.next('error')).toMatchObject({ status: 413, answers: 'awareness' })
    expect(peer.waiting().filter(({ type }) => type === 'awareness')).toEqual([])
    expect((await relay.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(0)
  })
})
