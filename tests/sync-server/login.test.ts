import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { encodeEntry } from '../../src/sync/entry.ts'
import { aDevice } from '../sync/devices.ts'
import { aTeam, SETTINGS, TEAM } from '../sync/team.ts'
import { connect, greet, logIn, pull, push } from './peer.ts'
import { aRelay } from './relays.ts'
import { aWorld } from './world.ts'

describe('logging in', () => {
  test('a founder brings the workspace, whose id is the hash of its first entry', async () => {
    const { relay, team, as } = await aWorld()
    const again = await as(team.owner)
    expect(again.welcome).toMatchObject({ rosterLength: 1, rosterHead: team.roster().head, counters: [] })
    expect((await again.next('roster')).entries).toEqual(team.entries)
    expect((await relay.log.roster(team.roster().workspaceId)).map(({ bytes }) => bytes)).toEqual(team.entries)
  })

  test('a workspace under an id that is not its own is not taken', async () => {
    const relay = await aRelay()
    const [mine, other] = [await aTeam(), await aTeam()]
    const peer = await logIn(relay.address, other.roster().workspaceId, mine.owner)
    peer.send({ type: 'rosterAppend', entry: must(mine.entries[0], 'the genesis') })
    expect(await peer.next('error')).toMatchObject({ status: 403, answers: 'rosterAppend' })
  })

  test('a relay that takes no new workspaces says 404 of one it does not hold', async () => {
    const relay = await aRelay({ takesNew: false })
    const team = await aTeam()
    const peer = await greet(relay.address, team.roster().workspaceId, team.owner)
    expect(await peer.next('error')).toMatchObject({ status: 404, answers: 'auth' })
    expect((await peer.closed).code).toBe(1008)
  })

  test('a device that is not in the roster, or cannot sign for its key, gets 401', async () => {
    const { relay, team } = await aWorld()
    const id = team.roster().workspaceId
    const stranger = await aDevice()
    const unknown = await greet(relay.address, id, stranger)
    expect(await unknown.next('error')).toMatchObject({ status: 401, answers: 'auth' })
    await unknown.closed
    const forger = await greet(relay.address, id, { sign: stranger.sign, signPublic: team.owner.signPublic })
    expect(await forger.next('error')).toMatchObject({ status: 401, answers: 'auth' })
    await forger.closed
    expect(forger.waiting()).toEqual([])
  })

  test('an answer to an older challenge is worth nothing', async () => {
    const { relay, team } = await aWorld()
    const id = team.roster().workspaceId
    const peer = await connect(relay.address)
    peer.send({ type: 'hello', version: 1, workspace: id, key: team.owner.signPublic })
    await peer.next('challenge')
    peer.send({ type: 'auth', signature: new Uint8Array(64), rosterLength: 0 })
    expect(await peer.next('error')).toMatchObject({ status: 401 })
  })

  test('an answer that was meant for another relay is worth nothing', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const lured = await greet(relay.address, team.roster().workspaceId, team.owner, 0, { origin: 'https://crm.example.org' })
    expect(await lured.next('error')).toMatchObject({ status: 401, answers: 'auth' })
  })

  test('where the operator has said what people call the relay, no other name is one, whatever the request says', async () => {
    const relay = await aRelay({ publicOrigin: 'https://crm.example.com' })
    const team = await aTeam()
    const id = team.roster().workspaceId
    for (const origin of [`http://${relay.address}`, 'http://crm.example.com', 'https://crm.example.com.evil.example']) {
      const lured = await greet(relay.address, id, team.owner, 0, { origin })
      expect(await lured.next('error')).toMatchObject({ status: 401, answers: 'auth' })
    }
    await logIn(relay.address, id, team.owner, 0, { origin: 'https://crm.example.com' })
  })

  test('a device of another version is told so, whatever its greeting holds', async () => {
    const { relay } = await aWorld()
    const peer = await connect(relay.address)
    peer.sendRaw(Uint8Array.of(1, 2, 9, 9, 9))
    expect(await peer.next('error')).toMatchObject({ status: 426, answers: 'hello' })
    await peer.closed
  })

  test('sends only the roster entries that the device lacks', async () => {
    const { relay, team, bring } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await logIn(relay.address, team.roster().workspaceId, bea, 2)
    expect(await peer.next('roster')).toMatchObject({ from: 2, entries: team.entries.slice(2) })
  })

  test('tells a device its highest counter in each space, so that a copied database notices', async () => {
    const { team, owner, as, entry } = await aWorld()
    await push(owner, TEAM, await entry(team.owner, 'one', { counter: 7 }))
    await push(owner, SETTINGS, await entry(team.owner, 'two', { counter: 3 }, SETTINGS))
    expect((await as(team.owner)).welcome.counters).toEqual([
      { space: SETTINGS, counter: 3 },
      { space: TEAM, counter: 7 },
    ])
  })

  test('a ninth socket of one device takes the place of the oldest', async () => {
    const { team, owner, as } = await aWorld()
    const more = []
    for (let i = 0; i < 8; i += 1) more.push(await as(team.owner))
    expect(await owner.next('error')).toMatchObject({ status: 429 })
    await owner.closed
    for (const peer of more) {
      peer.send({ type: 'ping', id: 5 })
      expect(await peer.next('pong')).toMatchObject({ id: 5 })
    }
  })
})

describe('a revoked device', () => {
  test('is cut off at once, and told 401 with the entry that says so when it comes back', async () => {
    const { relay, team, owner, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    await pull(peer, TEAM)
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    await bring()
    expect(await peer.next('error')).toMatchObject({ status: 401, answers: 'auth' })
    await peer.closed
    await push(owner, TEAM, await entry(team.owner, 'after'))
    expect(peer.waiting().filter(({ type }) => type === 'entry')).toEqual([])

    const back = await greet(relay.address, team.roster().workspaceId, bea, 3)
    expect((await back.next('roster')).entries).toEqual(team.entries.slice(3))
    expect(await back.next('error')).toMatchObject({ status: 401 })
    await back.closed
  })

  test('writes nothing more, not even through a friend', async () => {
    const { team, owner, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const late = await entry(bea, 'late')
    await team.add(team.owner, { kind: 'deviceRemove', device: bea.id })
    await bring()
    owner.send({ type: 'push', space: TEAM, entry: encodeEntry(late) })
    expect(await owner.next('error')).toMatchObject({ status: 403, answers: 'push', about: late.msgId })
  })
})
