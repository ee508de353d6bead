import { connect as connectTcp } from 'node:net'
import { describe, expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { randomFrom } from '../../src/core/random.ts'
import { encodeEntry } from '../../src/sync/entry.ts'
import { encodeFrame, MAX_FRAME, START, type Frame } from '../../src/sync/wire.ts'
import { aDevice } from '../sync/devices.ts'
import { aTeam, TEAM } from '../sync/team.ts'
import { connect, logIn, pull, push } from './peer.ts'
import { aRelay } from './relays.ts'
import { aWorld } from './world.ts'

describe('a stranger', () => {
  test('that speaks before it has logged in is sent away', async () => {
    const { relay, team, entry } = await aWorld()
    const early: Frame[] = [
      { type: 'sub', space: TEAM, cursor: START },
      { type: 'push', space: TEAM, entry: encodeEntry(await entry(team.owner, 'x')) },
      { type: 'awareness', space: TEAM, sealed: new Uint8Array(3) },
      { type: 'rosterAppend', entry: new Uint8Array(99) },
    ]
    for (const frame of early) {
      const peer = await connect(relay.address)
      peer.send(frame)
      expect(await peer.next('error')).toMatchObject({ status: 401, answers: frame.type })
      expect((await peer.closed).code).toBe(1008)
    }
    const peer = await connect(relay.address)
    peer.send({ type: 'auth', signature: new Uint8Array(64), rosterLength: 0 })
    expect(await peer.next('error')).toMatchObject({ status: 400 })
    await peer.closed
    expect((await relay.log.last({ workspace: team.roster().workspaceId, space: TEAM })).seq).toBe(0)
  })

  test('that greets twice, or logs in twice, is sent away', async () => {
    const { relay, team, owner } = await aWorld()
    const hello: Frame = { type: 'hello', version: 1, workspace: team.roster().workspaceId, key: team.owner.signPublic }
    const peer = await connect(relay.address)
    peer.send(hello)
    peer.send(hello)
    expect(await peer.next('error')).toMatchObject({ status: 400, answers: 'hello' })
    await peer.closed
    owner.send({ type: 'auth', signature: new Uint8Array(64), rosterLength: 0 })
    expect(await owner.next('error')).toMatchObject({ status: 400, answers: 'auth' })
  })

  test('that sends what only a relay says is told so', async () => {
    const { owner } = await aWorld()
    owner.send({ type: 'live', space: TEAM, seq: 3 })
    expect(await owner.next('error')).toMatchObject({ status: 400, answers: 'live' })
    owner.sendRaw(Uint8Array.of(250, 1, 2))
    owner.send({ type: 'ping', id: 1 })
    expect(await owner.next('pong')).toMatchObject({ id: 1 })
  })

  test('that sends noise, text, or too much is sent away, and the others do not notice', async () => {
    const { relay, team, owner, entry } = await aWorld()
    const random = randomFrom(4)
    const noise = Uint8Array.from({ length: 300 }, () => Math.floor(random() * 256)).with(0, 9)
    for (const sent of [noise, 'GET / HTTP/1.1', new Uint8Array(5_000).fill(1), new Uint8Array(MAX_FRAME + 1), new Uint8Array()]) {
      const peer = await connect(relay.address)
      peer.sendRaw(sent)
      expect([1008, 1009]).toContain((await peer.closed).code)
    }
    expect((await push(owner, TEAM, await entry(team.owner, 'still here'))).cursor.seq).toBe(1)
    expect(relay.errors).toEqual([])
  })

  test('that floods is answered frame by frame, and a busy neighbour still gets through', async () => {
    const { relay, team, owner, entry } = await aWorld()
    const flood = await connect(relay.address)
    const ping = encodeFrame({ type: 'ping', id: 1 })
    for (let i = 0; i < 20_000; i += 1) flood.sendRaw(ping)
    const start = performance.now()
    await push(owner, TEAM, await entry(team.owner, 'through'))
    expect(performance.now() - start).toBeLessThan(4_000)
    flood.close()
  })

  test('that says nothing, or does not log in, is sent away in time', async () => {
    const relay = await aRelay({ patience: { firstByteMs: 800, loginMs: 2_500 } })
    const { signPublic } = await aDevice()
    const silent = await connect(relay.address)
    const greeted = await connect(relay.address)
    greeted.send({ type: 'hello', version: 1, workspace: 'ab'.repeat(32), key: signPublic })
    expect(await silent.closed).toEqual({ code: 1008, reason: 'silent' })
    expect(greeted.socket.readyState).toBe(greeted.socket.OPEN)
    expect(await greeted.closed).toEqual({ code: 1008, reason: 'notLoggedIn' })
  })

  test('that says it brings a workspace and brings none is sent away in time; who brings it stays', async () => {
    const relay = await aRelay({ patience: { firstByteMs: 800, loginMs: 2_500 } })
    const [empty, real] = [await aTeam(), await aTeam()]
    const idle = await logIn(relay.address, empty.roster().workspaceId, empty.owner)
    const founder = await logIn(relay.address, real.roster().workspaceId, real.owner)
    founder.send({ type: 'rosterAppend', entry: must(real.entries[0], 'the genesis') })
    await founder.next('roster')
    expect(await idle.closed).toEqual({ code: 1008, reason: 'notLoggedIn' })
    founder.send({ type: 'ping', id: 3 })
    expect(await founder.next('pong')).toMatchObject({ id: 3 })
  })

  test('that sends its request a byte at a time is cut off by the server', { timeout: 20_000 }, async () => {
    const relay = await aRelay()
    const [host, port] = relay.address.split(':')
    const socket = connectTcp(Number(port), host)
    socket.on('error', () => undefined)
    const drip = setInterval(() => socket.write('G'), 500)
    await new Promise((closed) => socket.on('close', closed))
    clearInterval(drip)
  })

  test('finds no socket but at /sync', async () => {
    const relay = await aRelay()
    const upgrade = (path: string) =>
      new Promise<string>((resolve) => {
        const [host, port] = relay.address.split(':')
        const socket = connectTcp(Number(port), host)
        const key = 'dGhlIHNhbXBsZSBub25jZQ=='
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
        )
        socket.once('data', (data) => {
          resolve(data.toString().split('\r\n')[0] ?? '')
          socket.destroy()
        })
      })
    expect(await upgrade('/sync')).toContain('101')
    expect(await upgrade('/sync?x=1')).toContain('101')
    for (const path of ['/', '/sync/../data/relay.db', '/..%2f..%2fetc/passwd', '/packs/a/b']) expect(await upgrade(path)).toContain('404')
  })

  test('cannot take every place there is for those who have not logged in', async () => {
    const { relay, team, owner, entry } = await aWorld()
    const strangers = await Promise.all(Array.from({ length: 256 }, () => connect(relay.address)))
    await expect(connect(relay.address)).rejects.toThrow('503')
    expect((await push(owner, TEAM, await entry(team.owner, 'x'))).cursor.seq).toBe(1)
    strangers[0]?.close()
    await strangers[0]?.closed
    await expect
      .poll(() =>
        connect(relay.address).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
  })
})

describe('a device that does not read', () => {
  test('is closed with 1013 once eight mebibytes wait for it, and misses nothing when it comes back', { timeout: 30_000 }, async () => {
    const { relay, team, as, bring, entry } = await aWorld()
    const bea = await team.member('member_bea')
    await bring()
    const peer = await as(bea)
    await pull(peer, TEAM)
    peer.socket.pause()
    const place = { workspace: team.roster().workspaceId, space: TEAM }
    for (let i = 0; i < 24; i += 1) {
      const large = await entry(team.owner, 'x', { body: new Uint8Array(1_000_000) })
      await relay.log.append(place, large, encodeEntry(large))
    }
    peer.socket.resume()
    // Told so if it begins to read within two seconds, else cut off.
    expect([1006, 1013]).toContain((await peer.closed).code)
    expect(peer.waiting().filter(({ type }) => type === 'entry').length).toBeLessThan(24)
    expect((await pull(await as(bea), TEAM)).entries).toHaveLength(24)
  })
})
