import { areEqual, type Bytes } from '../core/bytes.ts'
import type { Arrived } from '../store/arrival.ts'
import { decodeItem } from '../store/item.ts'
import type { Keyring } from '../store/keyring.ts'
import { branchRow, type Counters, type Standing } from '../store/ledger.ts'
import type { SpaceLog } from '../store/spacelog.ts'
import { decodeEntry, follow, verifyEntry, type Entry } from './entry.ts'
import { isAdmin, type Device, type Roster } from './roster.ts'
import type { Missing, Unreceived } from './replica.ts'
import { openItems } from './seal.ts'
import { importVerifyKey } from './signature.ts'
import { START, type Cursor } from './wire.ts'

export interface JudgeDeps {
  readonly log: SpaceLog
  readonly keyring: Keyring
  readonly crypto: Crypto
}

/** As far as the entries can be taken, and why no further. */
export interface Judged {
  readonly arrived: readonly Arrived[]
  readonly rosterPlace: number
  readonly counters: Counters
  readonly missing: readonly Missing[]
  readonly stop: Exclude<Unreceived, 'gap' | 'diskFull'> | null
  /** Another database writes as this device. */
  readonly isTwins: boolean
}

interface Followed {
  readonly entry: Entry
  readonly bytes: Bytes
  readonly place: Cursor
}

/** Follows the chain, and tells of each entry whose it is, whether its author might write it, and what it holds. */
export const judge = async (deps: JudgeDeps, from: Standing, sources: readonly Bytes[], roster: Roster): Promise<Judged> => {
  const { followed, stop } = await followChain(deps, from.cursor, sources, roster)
  const places = new Map(followed.map(({ place }) => [place.seq, place.hash]))
  const kept = await deps.log.pushes(followed.map(({ entry }) => entry.msgId))
  const keys = new Map<string, Promise<CryptoKey>>()
  const keyOf = ({ id, signPublic }: Device): Promise<CryptoKey> => {
    const key = keys.get(id) ?? importVerifyKey(deps.crypto, signPublic)
    keys.set(id, key)
    return key
  }
  const isGenuine = await Promise.all(
    followed.map(async ({ entry }) => {
      const author = roster.devices.get(entry.device)
      return author !== undefined && verifyEntry(deps.crypto, await keyOf(author), deps.log.spaceId, entry)
    }),
  )
  const opened = await Promise.all(
    followed.map(async ({ entry, bytes }, i) => {
      const own = kept[i]?.entry
      if (own !== undefined && areEqual(own, bytes)) return null
      return isGenuine[i] === true ? await contentOf(deps, entry) : 'forged'
    }),
  )

  const arrived: Arrived[] = []
  const lost = new Set<string>()
  const counters = new Map(Object.entries(from.counters ?? {}))
  const missing: Missing[] = []
  let rosterPlace = from.rosterPlace
  let isTwins = false
  const judged = (why: Judged['stop']): Judged => ({
    arrived,
    rosterPlace,
    counters: Object.fromEntries(counters),
    missing,
    stop: why,
    isTwins,
  })
  for (const [i, { entry, bytes, place }] of followed.entries()) {
    let content = opened[i] ?? null
    if (isGenuine[i] === true) {
      const isKnown = await isOnOurPath(deps, entry, place, places, from.cursor, lost)
      if (!isKnown) return judged('twoHistories')
      if (kept[i] === undefined && (await isOfTwin(deps, entry))) {
        isTwins = true
        if (await hasUnsent(deps)) return judged('copied')
      }
      missing.push(...passedOver(counters, entry))
      const named = roster.places.get(entry.rosterHead) ?? 0
      if (content !== null) content = refusalOf(roster, deps.log.spaceId, entry, Math.max(named, rosterPlace)) ?? content
      rosterPlace = Math.max(rosterPlace, named)
      if (Array.isArray(content)) for (const key of lostPlaces(deps.log.spaceId, content as readonly Bytes[])) lost.add(key) // not a text
    }
    const memberId = roster.devices.get(entry.device)?.memberId ?? ''
    const cursor = isGenuine[i] === true ? entry.cursor : START
    arrived.push({ msgId: entry.msgId, bytes, device: entry.device, memberId, cursor, place, content })
  }
  return judged(stop)
}

/** In our name, by a count that we never used, or used for something else. */
const isOfTwin = async ({ log, keyring }: JudgeDeps, { device, counter, msgId }: Entry): Promise<boolean> => {
  if (device !== keyring.device.id) return false
  if (counter > (await log.standing()).counter) return true
  return (await log.allPushes()).some((push) => push.order === counter && push.msgId !== msgId)
}

/** What it wrote must not meet what we did not send: both are said under the same client ids. */
const hasUnsent = async ({ log }: JudgeDeps): Promise<boolean> => (await log.waiting(1)).length > 0 || (await log.unacked()).length > 0

const followChain = async (
  { crypto }: JudgeDeps,
  start: Cursor,
  sources: readonly Bytes[],
  roster: Roster,
): Promise<{ readonly followed: readonly Followed[]; readonly stop: Judged['stop'] }> => {
  const followed: Followed[] = []
  let place = start
  for (const bytes of sources) {
    const decoded = decodeEntry(bytes)
    // No relay of ours keeps what is no entry.
    if (!decoded.ok) return { followed, stop: 'twoHistories' }
    if (!roster.places.has(decoded.value.rosterHead)) return { followed, stop: 'rosterFirst' }
    place = await follow(crypto, place, decoded.value)
    followed.push({ entry: decoded.value, bytes, place })
  }
  return { followed, stop: null }
}

/** Whoever saw another log than ours up to there shows it by the place that their entry names, unless the relay had lost that place. */
const isOnOurPath = async (
  { log }: JudgeDeps,
  { cursor }: Entry,
  { seq }: Cursor,
  places: ReadonlyMap<number, Bytes>,
  start: Cursor,
  lost: ReadonlySet<string>,
): Promise<boolean> => {
  if (cursor.seq < seq) {
    const ours = places.get(cursor.seq) ?? (cursor.seq === start.seq ? start.hash : await log.hashAt(cursor.seq))
    if (ours === null || areEqual(ours, cursor.hash)) return true
  }
  return lost.has(branchRow(log.spaceId, cursor, 1).key) || log.wasLost(cursor)
}

/** At most so many are told of at once: a device may claim any number. */
const MAX_TOLD = 100

/** Each device counts its pushes: one that is not there was refused, or somebody dropped it. One that comes later after all heals the log. */
const passedOver = (counters: Map<string, number>, { device, counter }: Entry): readonly Missing[] => {
  const last = counters.get(device) ?? 0
  counters.set(device, Math.max(last, counter))
  const count = Math.min(counter - last - 1, MAX_TOLD)
  return Array.from({ length: Math.max(0, count) }, (_, i) => ({ device, counter: last + 1 + i }))
}

const lostPlaces = (spaceId: string, items: readonly Bytes[]): readonly string[] =>
  items.flatMap((bytes) => {
    const item = decodeItem(bytes)
    return item.ok && item.value.kind === 'branch' ? item.value.places.map((place) => branchRow(spaceId, place, 1).key) : []
  })

/** Why an entry counts for nothing, though its author wrote it. `rosterPlace`: the newest roster entry that the log has named by then. */
const refusalOf = (roster: Roster, spaceId: string, entry: Entry, rosterPlace: number): string | null => {
  const author = roster.devices.get(entry.device)
  const member = author && roster.members.get(author.memberId)
  const space = roster.spaces.get(spaceId)
  if (member === undefined || space === undefined || !member.spaces.includes(spaceId)) return 'forbidden'
  if (space.kind === 'settings' && !isAdmin(member)) return 'forbidden'
  if (entry.epoch !== space.epoch) return 'epochClosed'
  const removedBy = author?.removedBy ?? null
  return removedBy !== null && rosterPlace >= removedBy ? 'removed' : null
}

const contentOf = async ({ log: { spaceId }, keyring }: JudgeDeps, entry: Entry): Promise<readonly Bytes[] | string> => {
  const opened = await openItems(await keyring.dataVault(spaceId, entry.device, entry.epoch), spaceId, entry)
  return opened.ok ? opened.value : opened.error
}
