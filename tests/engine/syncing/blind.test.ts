import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeVarInt } from 'lib0/encoding'
import { expect, test } from 'vitest'
import type { Id } from '../../../src/core/ids.ts'
import { utf8 } from '../../../src/core/bytes.ts'
import { must } from '../../../src/core/result.ts'
import { encoded } from '../../../src/store/encode.ts'
import { aFolder } from '../../sync-server/logs.ts'
import { logIn, push } from '../../sync-server/peer.ts'
import { startRelay } from '../../sync-server/process.ts'
import { anEntry } from '../../sync/devices.ts'
import { aTeam, TEAM } from '../../sync/team.ts'
import { createProfile, relayAt } from '../profile.ts'
import { aPage } from '../rooms/pages.ts'
import { valueOf } from '../wanted.ts'
import { aPhone, asBea, foundedOn, isSynced, type Phone } from './phones.ts'

const scripts = ['Lotus', 'บริษัท', '株式会社', '김지훈']
const planted = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what}${i}${scripts[i % 4] ?? ''}`)
/** What people write, 200 in all; amounts are in minor units. */
const names = planted('name', 60)
const mails = Array.from({ length: 40 }, (_, i) => `mail${i}@beans.example`)
const notes = planted('note', 50)
const amounts = Array.from({ length: 50 }, (_, i) => 987_650_001_237 + i * 1_000_003)

/** In every manner in which a program would write it down. */
const formsOf = (word: string | number): readonly Buffer[] => {
  if (typeof word === 'string')
    return [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le'), Buffer.from(Buffer.from(word).toString('hex'))]
  const float = Buffer.alloc(8)
  float.writeDoubleBE(word)
  const varint = Buffer.from(encoded((encoder) => writeVarInt(encoder, word)))
  return [Buffer.from(String(word)), Buffer.from(String(word / 100)), float, Buffer.from(float).reverse(), varint]
}

const copyOf = (bytes: Uint8Array): Uint8Array => bytes.slice()

/** A phone whose every frame and pack is written down as it leaves. */
const anOverheard = (seed: number, origin: string, sent: Uint8Array[]): Phone => {
  const way = relayAt(origin)
  const openSocket = (url: string) => {
    const socket = new WebSocket(url)
    const send = socket.send.bind(socket)
    socket.send = (data) => {
      if (!(data instanceof Uint8Array)) throw new Error('a frame is bytes')
      sent.push(utf8(url), copyOf(data))
      send(data)
    }
    return socket
  }
  const fetched: typeof fetch = async (asked, init) => {
    if (typeof asked === 'string') sent.push(utf8(asked))
    if (init?.body instanceof Uint8Array) sent.push(copyOf(init.body))
    return way.fetch(asked, init)
  }
  return aPhone(createProfile(seed, { relay: { ...way, openSocket, fetch: fetched }, now: Date.now }))
}

const soon = { timeout: 20_000, interval: 50 }
const settled = (...phones: readonly Phone[]) =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)

/** A file of 40 companies, each with its mail. */
const importThem = async ({ engine }: Phone): Promise<void> => {
  const lines = mails.map((mail, i) => `${names[i] ?? ''},${mail}`)
  const file = new File([['Company,Email', ...lines].join('\n')], `${names[0] ?? ''}.csv`)
  const sketch = await engine.sketchImport(file, { layout: {}, purpose: null, customersAre: null, lineName: 'Goods' })
  if (!sketch.ok) throw new Error('the file is none')
  expect(await engine.runImport(file, sketch.plan, 1)).toMatchObject({ ended: 'whole', rows: 40, refusedCount: 0 })
}

const aStage = async ({ engine }: Phone) => {
  const first = async (entity: string) =>
    must((await engine.query({ entity }, { start: 0, count: 1, columns: ['pipelineId'] })).rows[0], entity)
  const stage = await first('stage')
  return { stageId: stage.id, pipelineId: String(stage['pipelineId']) }
}

test('S7 L6 none of 200 names, mails, amounts and notes is in the relay’s folder, in what it prints, or in any frame and pack that it receives', async () => {
  const folder = aFolder()
  const relay = await startRelay(folder, { METRICS: 'on' })
  const sent: Uint8Array[] = []
  const origin = `http://${relay.address}`
  const dao = anOverheard(701, origin, sent)
  await foundedOn(dao)
  await importThem(dao)
  const bea = anOverheard(702, origin, sent)
  valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'member' })))))
  const companies: Id[] = []
  for (const name of names.slice(40)) companies.push(await dao.create('company', { name }))
  const stage = await aStage(bea)
  const deals: Id[] = []
  for (const [i, amount] of amounts.entries())
    deals.push(await bea.create('deal', { name: `Deal ${i}`, ...stage, amount: { amount, currency: 'THB' } }))
  await settled(dao, bea)
  // A note that both have open passes as a room's frames and as what is said beside the log.
  const [lotus = ''] = companies
  const [hers, his] = [await aPage(bea, lotus), await aPage(dao, lotus)]
  hers.place({ field: notes[0] ?? '', anchor: null, head: null })
  hers.text('description').write(notes[0] ?? '')
  await expect.poll(() => his.text('description').read(), soon).toBe(notes[0])
  await expect.poll(() => his.peers()[0]?.place?.field, soon).toBe(notes[0])
  for (const [i, note] of notes.slice(1).entries()) await dao.set(deals[i] ?? '', 'description', note)
  await settled(dao, bea)

  // What all of it is for: both people have every word.
  for (const phone of [dao, bea]) {
    expect((await phone.engine.query({ entity: 'company' }, { start: 0, count: 0 })).total).toBe(60)
    for (const word of [...names, ...mails]) expect((await phone.engine.search(word, 5))[0]?.rows, word).not.toHaveLength(0)
    for (const [i, id] of deals.entries()) expect(await phone.field(id, 'amount')).toEqual({ amount: amounts[i], currency: 'THB' })
    for (const [i, note] of notes.slice(1).entries()) expect(await phone.field(deals[i] ?? '', 'description')).toBe(note)
  }

  // Whoever seals nothing is found out by the same search.
  const team = await aTeam()
  const careless = await logIn(relay.address, team.roster().workspaceId, team.owner)
  careless.send({ type: 'rosterAppend', entry: must(team.entries[0], 'the first entry') })
  await careless.next('roster')
  const shout = { body: utf8('said aloud '.repeat(30)), rosterHead: team.roster().head, space: TEAM }
  await push(careless, TEAM, await anEntry(team.owner, [], shout))

  const metrics = await (await fetch(`${origin}/metrics`)).text()
  await relay.end('SIGTERM')
  const data = Buffer.concat(readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name))))
  const frames = Buffer.concat(sent)
  const printed = Buffer.from(relay.output() + metrics)
  expect(data.includes('said aloud said aloud')).toBe(true)
  expect(frames.includes(`ws://${relay.address}/sync`)).toBe(true)
  expect(printed.includes('satchel_logins_total ')).toBe(true)
  const words = [...names, ...mails, ...notes, ...amounts]
  expect(words).toHaveLength(200)
  // How many frames there are depends on how many edits go out together; all that was said went out.
  expect(frames.length).toBeGreaterThan(Buffer.byteLength(words.join('')))
  for (const word of words)
    for (const form of formsOf(word)) for (const seen of [data, frames, printed]) expect(seen.includes(form), String(word)).toBe(false)
})
