import { expect } from 'vitest'
import { newId, type Id } from '../../../src/core/ids.ts'
import { intBelow, pickFrom, randomFrom, type Random } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { aFolder } from '../../sync-server/logs.ts'
import { startRelay } from '../../sync-server/process.ts'
import { aProxy, type Proxy } from '../../sync/proxy.ts'
import { slowCrypto } from '../../sync/replica/faults.ts'
import { createProfile, NOON, relayAt, type Profile } from '../profile.ts'
import { valueOf } from '../wanted.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { aMortal, type Mortal } from './mortal.ts'
import { aPhone, asBea, foundedOn, isSynced, type Phone } from './phones.ts'

export interface Storm {
  readonly seed: number
  readonly phones: number
  readonly edits: number
  /** Time on the line passes so many times faster. */
  readonly speed: number
}

/** Ms: 2 s there and back; every 5 s the line is dead for half a second, and each fourth time all that was open on it is lost. */
const LATENCY = 1_000
const FLAP = 5_000
const DOWN = 500
const LOSS = 0.3
const RELAYS = 4
const HOUR_MS = 3_600_000

type Tab = Phone & Pick<Mortal, 'died'>

/** A person's phone. Its tabs die and come back, its clock is hours off. */
interface Seat {
  readonly profile: Profile
  readonly proxy: Proxy
  /** The field of every company that nobody else writes: what they put there last has to be there in the end. */
  readonly own: string
  readonly tab: () => Tab
  /** The tab dies in the middle of what it does; another one opens on the same profile. */
  readonly die: () => Promise<void>
  /** A second tab takes over. */
  readonly change: () => Promise<void>
}

const owned = ['industry', 'code', 'taxId', 'website']

const aSeat = async (seed: number, at: number, relay: string, speed: number, begin: (phone: Phone) => Promise<string>): Promise<Seat> => {
  const proxy = await aProxy(seed * 100 + at, relay)
  const way = relayAt(`http://${proxy.address}`)
  const after = (ms: number, run: () => void) => way.after(ms / speed, run)
  const now = () => Date.now() + (at - 1) * 3 * HOUR_MS
  const crypto = slowCrypto(randomFrom(seed * 100 + at))
  const profile = createProfile(seed * 100 + at, { relay: { ...way, after }, now, crypto })
  const tabs: { readonly tab: Tab; readonly die: () => void }[] = []
  const open = () => {
    const { lent, die, died } = aMortal(profile.platform())
    tabs.unshift({ tab: { ...aPhone(profile, lent), died }, die })
  }
  const first = () => must(tabs[0], 'a tab')
  open()
  const workspace = await begin(first().tab)
  const another = async () => {
    open()
    valueOf(await first().tab.engine.open(workspace))
    await first().tab.engine.query({ entity: 'company' }, { start: 0, count: 10 })
    first().tab.look(true)
  }
  return {
    profile,
    proxy,
    own: must(owned[at], 'a field'),
    tab: () => first().tab,
    die: async () => {
      tabs.shift()?.die()
      await another()
    },
    change: async () => {
      if (tabs.length === 1) await another()
      else tabs.push(...tabs.splice(0, 1))
      first().tab.look(true)
    },
  }
}

/** People edit on bad lines while tabs die and the relay is killed: in the end every phone shows the same, and all that was said to be saved. */
export const rage = async ({ seed, phones: count, edits, speed }: Storm): Promise<void> => {
  const random: Random = randomFrom(seed)
  const folder = aFolder()
  let relay = await startRelay(folder)
  const owner = await aSeat(seed, 0, relay.address, speed, async (phone) => (await foundedOn(phone)).id)
  const seats = [owner]
  while (seats.length < count) {
    const link = valueOf(await owner.tab().engine.invite({ kind: 'member', role: 'member' }))
    seats.push(await aSeat(seed, seats.length, relay.address, speed, async ({ engine }) => valueOf(await engine.join(asBea(link))).id))
  }
  const ledger = createLedger()
  const badly = { latencyMs: LATENCY / speed, loss: LOSS, repeat: 0.2, cut: 0.003 }
  for (const { proxy } of seats) proxy.setWeather(badly)
  const flapping = flap(seats, speed)

  const spell = Math.floor(edits / RELAYS)
  for (let at = 1; at <= edits; at += 1) {
    const seat = pickFrom(random, seats)
    const edit = anEdit(random, seat, ledger, at)
    if (random() < 0.01) {
      for (let turns = intBelow(random, 12); turns > 0; turns -= 1) await new Promise((later) => setImmediate(later))
      await seat.die()
    }
    await edit
    if (random() < 0.01) await seat.change()
    if (random() < 0.01) seat.tab().look(random() < 0.5)
    if (random() < 0.1) await new Promise((later) => setTimeout(later, intBelow(random, 5_000 / speed)))
    if (at % spell !== 0) continue
    await relay.end('SIGKILL')
    relay = await startRelay(folder)
    for (const { proxy } of seats) proxy.leadTo(relay.address)
  }

  await flapping.stop()
  for (const { proxy, tab } of seats) {
    proxy.setWeather({})
    tab().look(true)
  }
  const patiently = { timeout: 30_000, interval: 100 }
  await expect.poll(() => seats.every(({ tab }) => tab().syncing() !== null && isSynced(tab())), patiently).toBe(true)
  const digests = () => Promise.all(seats.map(({ tab }) => digestOf(tab(), ledger.ids())))
  await expect.poll(async () => new Set(await digests()).size, patiently).toBe(1)
  for (const { tab } of seats) {
    await ledger.check(tab())
    expect((await tab().engine.diagnostics()).damaged).toEqual([])
    expect(await tab().engine.notShared()).toEqual([])
  }
  const repeats = seats.reduce((sum, { proxy }) => sum + proxy.counts().repeats, 0)
  expect(repeats).toBeGreaterThan(0)
  expect(seats.reduce((sum, { proxy }) => sum + proxy.counts().connections, 0)).toBeGreaterThan(seats.length * RELAYS)
}

/** The lines are dead now and then, one after the other. */
const flap = (seats: readonly Seat[], speed: number) => {
  let isOver = false
  const lines = seats.map(async ({ proxy }, i) => {
    for (let flaps = i; !isOver; flaps += 1) {
      await new Promise((later) => setTimeout(later, (FLAP - DOWN) / speed))
      proxy.freeze(true)
      if (flaps % 4 === 0) proxy.cutAll()
      await new Promise((later) => setTimeout(later, DOWN / speed))
      proxy.freeze(false)
    }
  })
  return {
    stop: async () => {
      isOver = true
      await Promise.all(lines)
    },
  }
}

/** What came of it is written down: saved, or, in a tab that died meanwhile, nobody knows. */
const anEdit = async (random: Random, { profile, tab, own }: Seat, ledger: Ledger, at: number): Promise<void> => {
  const { engine, died } = tab()
  const alive = <T>(asked: Promise<T>): Promise<T | null> => Promise.race([asked, died.then(() => null)])
  const known = ledger.ids()
  const id = known.length === 0 || random() < 0.1 ? null : pickFrom(random, known)
  if (id === null) {
    const made = newId('company', NOON, profile.random)
    await ledger.note([made, 'name'], 'shared', `Company ${at}`, alive(engine.create({ id: made, values: { name: `Company ${at}` } })))
    return
  }
  if ((await alive(engine.record(id))) === null) return // it has not heard of it yet, or died
  const luck = random()
  if (luck < 0.05) await alive(engine.trash([id]))
  else if (luck < 0.1) await alive(engine.restore([id]))
  else if (luck < 0.3) {
    const value = { id: `m${at}`, order: 'a0', value: `mail${at}@x.example`, kind: 'work' }
    const path = `emails/m${at}`
    await ledger.note([id, path], 'item', value.value, alive(engine.edit([{ id, changes: [{ path, value }] }])))
  } else {
    const path = luck < 0.5 ? 'name' : own
    const value = path === 'name' ? `Company ${at}` : `https://x.example/${at}`
    await ledger.note([id, path], path === 'name' ? 'shared' : 'own', value, alive(engine.edit([{ id, changes: [{ path, value }] }])))
  }
}

/** Every company as it stands, live or in the trash, and the list as it is shown. */
const digestOf = async ({ engine }: Phone, ids: readonly Id[]): Promise<string> => {
  const records = await Promise.all(ids.map((id) => engine.record(id)))
  const fields = records.map((record) => JSON.stringify(Object.entries(record?.fields ?? {}).toSorted()))
  const shown = (trash: boolean) => engine.query({ entity: 'company', trash }, { start: 0, count: ids.length })
  const lists = await Promise.all([shown(false), shown(true)])
  return [...fields, ...lists.map(({ total, rows }) => `${total} ${JSON.stringify(rows)}`)].join('\n')
}
