import { expect, onTestFinished, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import type { Syncing } from '../../../src/engine/syncing/protocol.ts'
import type { Notice, WatchPost, WatchRequest } from '../../../src/engine/watching.ts'
import { inviteKeysOf, readInviteUrl } from '../../../src/sync/invite.ts'
import { foldRoster } from '../../../src/sync/rosterfold.ts'
import { signJoin } from '../../../src/sync/rostersign.ts'
import { logIn, push } from '../../sync-server/peer.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aDevice, anEntry } from '../../sync/devices.ts'
import { aProxy } from '../../sync/proxy.ts'
import { createProfile, relayAt } from '../profile.ts'
import { valueOf } from '../wanted.ts'
import { aPhone, aPhoneAt, asBea, founded, foundedOn, isSynced, type Phone } from './phones.ts'

const HOUR_MS = 3_600_000
const soon = { timeout: 15_000, interval: 20 }
const member = { kind: 'member', role: 'member' } as const

const synced = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)

interface Page extends Phone {
  readonly notices: readonly Notice[]
}

/** Another page in the place of the phone's, that also keeps what it is told beside records. */
const aPageOf = (phone: Phone): Page => {
  const { port1, port2 } = new MessageChannel()
  const notices: Notice[] = []
  let syncing: Syncing | null = null
  port1.onmessage = ({ data }: MessageEvent<WatchPost>) => {
    if (data.kind === 'notice') notices.push(data.notice)
    else if (data.kind === 'syncing') syncing = data.syncing
  }
  const look = (isSeen: boolean) => port1.postMessage({ kind: 'pause', isPaused: !isSeen } satisfies WatchRequest)
  void phone.engine.watchOver(port2)
  look(true)
  onTestFinished(() => port1.close())
  return { ...phone, syncing: () => syncing, look, notices }
}

test.each([5, -5])(
  'a clock %i hours off is said, and of two edits made apart neither is lost: both people are shown both',
  async (hours) => {
    const { address } = await aRelay()
    const line = await aProxy(31, address)
    const now = () => Date.now() + hours * HOUR_MS
    const dao = aPageOf(aPhone(createProfile(31, { relay: relayAt(`http://${line.address}`), now })))
    await foundedOn(dao)
    await synced(dao)
    expect(dao.notices).toContainEqual({ code: 'clockOff', hours: 5 })
    const [first, second] = [await dao.create('company', { name: 'Lotus' }), await dao.create('company', { name: 'Siam' })]
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
    await synced(dao, bea)
    line.leadTo('127.0.0.1:9')
    line.cutAll()
    await expect.poll(() => dao.syncing()?.status.kind, soon).toBe('offline')
    await dao.set(first, 'industry', 'Tea')
    await bea.set(second, 'industry', 'Tea')
    await new Promise((later) => setTimeout(later, 20))
    await bea.set(first, 'industry', 'Coffee')
    await dao.set(second, 'industry', 'Coffee')
    line.leadTo(address)
    dao.look(true)
    await synced(dao, bea)
    const shown = async ({ engine }: Phone) => {
      const records = await Promise.all([first, second].map((id) => engine.record(id)))
      return records.flatMap((record) => record?.conflicts.map(({ value, other }) => ({ value, other })) ?? [])
    }
    await expect.poll(async () => (await shown(dao)).length, soon).toBe(2)
    expect(await shown(bea)).toEqual(await shown(dao))
    for (const { value, other } of await shown(bea)) expect([value, other].sort()).toEqual(['Coffee', 'Tea'])
    // By the relay's clock a device that is behind writes in its place; one that was ahead before it knew goes on from there.
    if (hours < 0) for (const { value } of await shown(bea)) expect(value).toBe('Coffee')
    expect((await dao.engine.diagnostics()).damaged).toEqual([])
  },
)

test('a relay whose disk is full is said, what was written stays here and waits, and goes once there is room', async () => {
  const small = await aRelay({ maxBytes: 300_000 })
  const line = await aProxy(32, small.address)
  const dao = aPhone(createProfile(32, { relay: relayAt(`http://${line.address}`), now: Date.now }))
  await foundedOn(dao)
  await synced(dao)
  const ids: string[] = []
  for (let at = 0; dao.syncing()?.status.kind !== 'stopped' && at < 100; at += 1) {
    const description = Buffer.from(crypto.getRandomValues(new Uint8Array(9_000))).toString('base64')
    ids.push(await dao.create('company', { name: `Company ${at}`, description }))
    await new Promise((later) => setTimeout(later, 60))
  }
  await expect.poll(() => dao.syncing()?.status, soon).toEqual({ kind: 'stopped', why: 'relayFull' })
  expect(dao.syncing()?.waiting).toBeGreaterThan(0)
  await small.stop()
  const larger = await aRelay({ folder: small.folder })
  line.leadTo(larger.address)
  line.cutAll()
  dao.look(true)
  await synced(dao)
  const bea = aPhoneAt(larger.address)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
  for (const [at, id] of ids.entries()) expect(await bea.field(id, 'name')).toBe(`Company ${at}`)
})

test('what does not open or cannot be read is set aside and listed, and the rest goes on', async () => {
  const { address } = await aRelay()
  const dao = await founded(address)
  const id = await dao.create('company', { name: 'Lotus' })
  await synced(dao)
  // Somebody joins by a link with an app of their own making.
  const link = valueOf(readInviteUrl(valueOf(await dao.engine.invite(member))))
  const keys = await inviteKeysOf(crypto, link.secret, link.workspaceId)
  const entering = await logIn(address, link.workspaceId, keys)
  const roster = valueOf(await foldRoster(crypto, (await entering.next('roster')).entries))
  const device = await aDevice()
  const join = { prev: roster.head, at: Date.now(), invite: keys.id, memberId: 'member_mallory', private: 'space_mallory' }
  entering.send({ type: 'rosterAppend', entry: await signJoin(crypto, device, keys.sign, join) })
  await entering.next('roster')
  const mallory = await logIn(address, link.workspaceId, device)
  const space = must(
    [...roster.spaces.values()].find(({ kind }) => kind === 'team'),
    'the team',
  ).id
  for (const counter of [1, 2, 3])
    await push(mallory, space, await anEntry(device, [Uint8Array.of(counter)], { space, counter, rosterHead: mallory.welcome.rosterHead }))
  await dao.set(id, 'industry', 'Coffee')
  await synced(dao)
  const damaged = async () => (await dao.engine.diagnostics()).damaged.map(({ reason }) => reason)
  await expect.poll(damaged, soon).toEqual(['unsealable', 'unsealable', 'unsealable'])
  const bea = aPhoneAt(address)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite(member)))))
  expect(await bea.field(id, 'industry')).toBe('Coffee')
})
