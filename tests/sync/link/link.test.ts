import { describe, expect, test } from 'vitest'
import { utf8, type Bytes } from '../../../src/core/bytes.ts'
import { must } from '../../../src/core/result.ts'
import { limits } from '../../../sync-server/limits.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aProxy } from '../proxy.ts'
import { aTeam, TEAM } from '../team.ts'
import { eventually } from './crew.ts'
import { aDesk, areSettled } from './desk.ts'
import { aReplica } from './memoryreplica.ts'

describe('a link', () => {
  test('begins the workspace at a relay that has never heard of it, and sends what waits', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    held.edit('written before there was a relay')
    const owner = await aDesk(relay.address, team, team.owner, { held })
    await owner.shows({ kind: 'synced' })
    await eventually(() => expect(held.texts()).toEqual(['written before there was a relay']))
    expect(await relay.log.roster(team.roster().workspaceId)).toHaveLength(1)
  })

  test('brings edits to a teammate and theirs back, in one order', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const [one, two] = [await aDesk(relay.address, team, team.owner), await aDesk(relay.address, team, bea)]
    for (let i = 0; i < 20; i += 1) (i % 3 === 0 ? one : two).write(`edit ${i}`)
    await eventually(() => expect(one.team.texts()).toHaveLength(20))
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(one.team.texts())
  })

  test('goes on from its cursor after a restart, and tells how far it is', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const owner = await aDesk(relay.address, team, team.owner)
    const held = aReplica(bea, TEAM)
    const before = await aDesk(relay.address, team, bea, { held })
    owner.write('seen')
    await eventually(() => expect(held.texts()).toEqual(['seen']))
    before.close()
    for (let i = 0; i < 30; i += 1) owner.write(`missed ${i}`)
    await areSettled(owner)
    const after = await aDesk(relay.address, team, bea, { held })
    await areSettled(owner, after)
    expect(held.texts()).toHaveLength(31)
    expect(after.statuses.at(-1)).toEqual({ kind: 'synced' })
    expect(after.statuses).toContainEqual({ kind: 'connecting', done: 1, total: 31 })
  })

  test('shows what waits until the relay has it, and that nobody answers', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const owner = await aDesk(relay.address, team, team.owner)
    await owner.shows({ kind: 'synced' })
    owner.write('one')
    expect(owner.status()).toEqual({ kind: 'waiting', n: 1 })
    // The first is on its way by now, the second waits for the next push.
    owner.write('two')
    expect(owner.status()).toEqual({ kind: 'waiting', n: 1 })
    await owner.shows({ kind: 'synced' })
    expect(owner.team.acks.size).toBe(2)
    await relay.stop()
    await owner.shows({ kind: 'offline' })
    owner.write('three')
    expect(owner.team.pendings()).toEqual([])
  })

  test('seals edits that follow each other closely in one go, many bytes at once, and at once when the app is hidden', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const owner = await aDesk(relay.address, team, team.owner, { speed: 0.01 })
    await owner.shows({ kind: 'synced' })
    for (let i = 0; i < 5; i += 1) owner.write(`edit ${i}`)
    expect(owner.team.pendings()).toEqual([])
    owner.flush()
    await eventually(() => expect(owner.team.texts()).toHaveLength(5))
    owner.write('small')
    owner.edited(70_000)
    await eventually(() => expect(owner.team.texts()).toHaveLength(6))
  })

  test('knows how far the relay is ahead of its clock', async () => {
    const relay = await aRelay({ now: () => Date.now() + 7_200_000 })
    const team = await aTeam()
    const ahead: number[] = []
    const owner = await aDesk(relay.address, team, team.owner, { onRelayTime: (ms) => ahead.push(ms) })
    await owner.shows({ kind: 'synced' })
    expect(Math.round((ahead[0] ?? 0) / 60_000)).toBe(120)
  })

  test('passes on who is here, and hears it of others', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const heard: string[] = []
    const one = await aDesk(relay.address, team, team.owner)
    const two = await aDesk(relay.address, team, bea, { onAwareness: (space, sealed) => heard.push(`${space} ${sealed.length}`) })
    await areSettled(one, two)
    one.sendAwareness(TEAM, utf8('sealed'))
    await eventually(() => expect(heard).toEqual([`${TEAM} 6`]))
  })

  test('is told no twice, and loses nothing: what one may not write is set aside, and the rest goes on', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const owner = await aDesk(relay.address, team, team.owner)
    const two = await aDesk(relay.address, team, bea)
    await areSettled(owner, two)
    two.settings.edit('a pipeline of her own')
    two.write('a deal')
    await areSettled(owner, two)
    expect(two.settings.refusals).toEqual([{ msgId: expect.any(String) as string, why: 'forbidden' }])
    expect(owner.team.texts()).toEqual(['a deal'])
  })

  test('sends more than the relay takes at once, in order', { timeout: 30_000 }, async () => {
    const stood = Date.now()
    let refusedAt = Infinity
    // However slow this machine is, the relay takes everything to be sent at once, until it has had enough.
    const relay = await aRelay({ now: () => stood + Math.max(0, Date.now() - refusedAt) })
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    const count = limits.push.burst + 30
    for (let i = 0; i < count; i += 1) held.edit(`edit ${i}`)
    const owner = await aDesk(relay.address, team, team.owner, { held, speed: 1 })
    await eventually(() => expect(relay.metrics.text({})).toMatch(/satchel_refusals_total [1-9]/))
    refusedAt = Date.now()
    await eventually(() => expect(held.texts()).toHaveLength(count))
    await areSettled(owner)
    expect(held.texts()).toEqual(Array.from({ length: count }, (_, i) => `edit ${i}`))
  })
})

describe('packs', () => {
  const aPack = (fill: number): [string, Bytes] => [fill.toString(16).padStart(32, '0'), new Uint8Array(90_000).fill(fill)]

  test('lie at the relay before the push that names them, and are fetched by whoever reads it', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const [first, second] = [aPack(1), aPack(2)]
    const held = aReplica(team.owner, TEAM)
    for (const [id, bytes] of [first, second]) held.packs.set(id, bytes)
    held.edit('import', [first[0], second[0]])
    held.edit('an edit after it')
    const one = await aDesk(relay.address, team, team.owner, { held })
    const two = await aDesk(relay.address, team, bea)
    await areSettled(one, two)
    expect(two.team.texts()).toEqual(['import', 'an edit after it'])
    expect([...two.team.fetched]).toEqual([first, second])
  })

  test('that an undo took back before they travelled are missed by nobody', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    held.edit('import', [aPack(3)[0]])
    const one = await aDesk(relay.address, team, team.owner, { held })
    await areSettled(one)
    expect([...held.fetched.values()]).toEqual([null])
  })

  test('too large for the relay: their push is set aside, and the rest goes on', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    held.packs.set(aPack(4)[0], new Uint8Array(1_200_000))
    held.edit('import', [aPack(4)[0]])
    held.edit('an edit after it')
    const one = await aDesk(relay.address, team, team.owner, { held })
    await eventually(() => expect(held.texts()).toEqual(['an edit after it']))
    await areSettled(one)
    expect(held.refusals.map(({ why }) => why)).toEqual(['tooLarge'])
  })

  test('survive a line that is cut in the middle of them', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const proxy = await aProxy(5, relay.address, { cut: 0.05 })
    const held = aReplica(team.owner, TEAM)
    const packs = Array.from({ length: 8 }, (_, i) => aPack(10 + i))
    for (const [id, bytes] of packs) held.packs.set(id, bytes)
    held.edit(
      'import',
      packs.map(([id]) => id),
    )
    const one = await aDesk(proxy.address, team, team.owner, { held })
    const two = await aDesk(proxy.address, team, bea)
    await eventually(() => expect(two.team.texts()).toEqual(['import']))
    proxy.setWeather({})
    await areSettled(one, two)
    expect([...two.team.fetched]).toEqual(packs)
    expect(proxy.counts().cuts).toBeGreaterThan(0)
  })
})

describe('a device that slept', () => {
  test('finds its socket dead and has a new one at once', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const proxy = await aProxy(6, relay.address)
    const one = await aDesk(proxy.address, team, team.owner)
    const two = await aDesk(relay.address, team, bea)
    await areSettled(one, two)
    proxy.freeze(true)
    one.wake()
    await eventually(() => expect(proxy.counts().connections).toBe(2))
    proxy.freeze(false)
    two.write('while you slept')
    await areSettled(one, two)
    expect(one.team.texts()).toEqual(['while you slept'])
  })

  test('keeps a socket that answers', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const proxy = await aProxy(6, relay.address)
    const one = await aDesk(proxy.address, team, team.owner)
    await areSettled(one)
    for (let i = 0; i < 5; i += 1) one.wake()
    one.write('still here')
    await eventually(() => expect(one.team.texts()).toEqual(['still here']))
    await areSettled(one)
    expect(proxy.counts().connections).toBe(1)
  })

  test('does not wait for its turn when the network is back', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const proxy = await aProxy(6, '127.0.0.1:9')
    const one = await aDesk(proxy.address, team, team.owner, { speed: 0.001 })
    await one.shows({ kind: 'offline' })
    proxy.leadTo(relay.address)
    one.wake()
    await one.shows({ kind: 'synced' })
  })
})

describe('a full disk', () => {
  test('stops the pulling with the cursor unmoved, says so, and goes on once there is room', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const bea = await team.member('member_bea')
    const one = await aDesk(relay.address, team, team.owner)
    const two = await aDesk(relay.address, team, bea, { speed: 300 })
    await areSettled(one, two)
    two.team.isFull = true
    one.write('no room for this')
    await two.shows({ kind: 'stopped', why: 'diskFull' })
    expect(two.team.log()).toEqual([])
    two.team.isFull = false
    await areSettled(one, two)
    expect(must(two.team.texts()[0], 'the edit')).toBe('no room for this')
  })
})

describe('a database that fails', () => {
  test('costs the socket, a line in the journal, and nothing else', async () => {
    const relay = await aRelay()
    const team = await aTeam()
    const held = aReplica(team.owner, TEAM)
    let failures = 3
    const failing = {
      ...held,
      outgoing: (head: string) => {
        failures -= 1
        return failures >= 0 ? Promise.reject(new TypeError('the database is closing')) : held.outgoing(head)
      },
    }
    held.edit('kept')
    const one = await aDesk(relay.address, team, team.owner, { replicas: [failing] })
    await eventually(() => expect(held.texts()).toEqual(['kept']))
    await one.shows({ kind: 'synced' })
    expect(one.notes()).toEqual(Array.from({ length: 3 }, () => 'sync.failed TypeError'))
  })
})
