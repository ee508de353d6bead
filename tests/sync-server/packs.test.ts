import { describe, expect, test } from 'vitest'
import { OWN, SETTINGS, TEAM } from '../sync/team.ts'
import { aWorld } from './world.ts'

const id = 'ab'.repeat(16)
const bytes = crypto.getRandomValues(new Uint8Array(60_000))

const aPackWorld = async () => {
  const world = await aWorld()
  const bea = await world.team.member('member_bea')
  await world.bring()
  const peer = await world.as(bea)
  const ask = (token: string, method: string, path: string, body?: BodyInit) =>
    fetch(`http://${world.relay.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body }),
    })
  return { ...world, bea, peer, ask, ofOwner: world.owner.welcome.token, ofBea: peer.welcome.token }
}

describe('a pack', () => {
  test('put by one device is there for the others of its space, as it was', async () => {
    const { ask, ofOwner, ofBea } = await aPackWorld()
    for (let i = 0; i < 2; i += 1) expect((await ask(ofOwner, 'PUT', `/packs/${TEAM}/${id}`, bytes)).status).toBe(204)
    const got = await ask(ofBea, 'GET', `/packs/${TEAM}/${id}`)
    expect(got.status).toBe(200)
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes)
  })

  test('of a device that may not read or write its space is refused', async () => {
    const { ask, ofOwner, ofBea } = await aPackWorld()
    await ask(ofOwner, 'PUT', `/packs/${OWN}/${id}`, bytes)
    await ask(ofOwner, 'PUT', `/packs/${SETTINGS}/${id}`, bytes)
    expect((await ask(ofBea, 'GET', `/packs/${OWN}/${id}`)).status).toBe(403)
    expect((await ask(ofBea, 'GET', `/packs/${SETTINGS}/${id}`)).status).toBe(200)
    expect((await ask(ofBea, 'PUT', `/packs/${SETTINGS}/${'cd'.repeat(16)}`, bytes)).status).toBe(403)
  })

  test('without a living socket’s token is refused', async () => {
    const { ask, ofBea, peer, relay } = await aPackWorld()
    expect((await ask('0'.repeat(64), 'GET', `/packs/${TEAM}/${id}`)).status).toBe(401)
    expect((await fetch(`http://${relay.address}/packs/${TEAM}/${id}`)).status).toBe(401)
    peer.close()
    await peer.closed
    await expect.poll(async () => (await ask(ofBea, 'GET', `/packs/${TEAM}/${id}`)).status).toBe(401)
  })

  test('is not changed by another under its id', async () => {
    const { ask, ofOwner } = await aPackWorld()
    await ask(ofOwner, 'PUT', `/packs/${TEAM}/${id}`, bytes)
    expect((await ask(ofOwner, 'PUT', `/packs/${TEAM}/${id}`, bytes.slice(1))).status).toBe(409)
    expect((await ask(ofOwner, 'GET', `/packs/${TEAM}/${id}`)).status).toBe(200)
    expect((await ask(ofOwner, 'GET', `/packs/${TEAM}/${'cd'.repeat(16)}`)).status).toBe(404)
    expect((await ask(ofOwner, 'DELETE', `/packs/${TEAM}/${id}`)).status).toBe(405)
  })

  test('over a mebibyte is refused, and what comes too fast told when to come again', async () => {
    const { ask, ofOwner } = await aPackWorld()
    const large = await ask(ofOwner, 'PUT', `/packs/${TEAM}/${id}`, new Uint8Array(1_200_000)).catch(() => null)
    if (large !== null) expect(large.status).toBe(413)
    const statuses = []
    for (let i = 0; i < 12; i += 1) {
      const answer = await ask(ofOwner, 'PUT', `/packs/${TEAM}/${i.toString(16).padStart(32, '0')}`, new Uint8Array(1_000_000))
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses.slice(0, 8)).toEqual(Array(8).fill(204))
    expect(statuses).toContain(429)
  })

  test('has no path out of its folder: there is none', async () => {
    const { ask, ofOwner } = await aPackWorld()
    for (const path of ['/packs/..%2f..%2fetc/passwd', `/packs/${TEAM}/../../${id}`, `/packs/${TEAM}/${id}x`, `/packs//${id}`])
      expect((await ask(ofOwner, 'GET', path)).status).toBe(404)
  })
})
