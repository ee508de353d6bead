import { areEqual, type Bytes } from '../../../src/core/bytes.ts'
import { must } from '../../../src/core/result.ts'
import { decodeEntry, follow } from '../../../src/sync/entry.ts'
import type { Pending, Replica, Unreceived } from '../../../src/sync/replica.ts'
import type { Roster } from '../../../src/sync/roster.ts'
import { START, type Cursor } from '../../../src/sync/wire.ts'

/** A relay's log of one space, in memory and in order: a repeated message keeps its place. */
export interface SpaceInMemory {
  readonly append: (entry: Bytes) => Promise<Cursor>
  readonly entries: () => readonly Bytes[]
  readonly packs: Map<string, Bytes>
  /** Restored from an older copy: the newest entries are gone. */
  readonly cut: (to: number) => void
  /** The chain's hash there; null beyond the end. */
  readonly hashAt: (seq: number) => Bytes | null
}

export const aSpace = (): SpaceInMemory => {
  const entries: Bytes[] = []
  const chain: Cursor[] = [START]
  const places = new Map<string, Cursor>()
  const packs = new Map<string, Bytes>()
  let turn: Promise<unknown> = Promise.resolve()
  const put = async (bytes: Bytes): Promise<Cursor> => {
    const decoded = decodeEntry(bytes)
    if (!decoded.ok) throw new Error(decoded.error)
    const known = places.get(decoded.value.msgId)
    if (known) return known
    const place = await follow(crypto, must(chain.at(-1), 'a place'), decoded.value)
    entries.push(bytes)
    chain.push(place)
    places.set(decoded.value.msgId, place)
    return place
  }
  return {
    append: (bytes) => {
      const placed = turn.then(() => put(bytes))
      turn = placed
      return placed
    },
    entries: () => entries,
    packs,
    cut: (to) => {
      entries.length = to
      chain.length = to + 1
      for (const [msgId, { seq }] of places) if (seq > to) places.delete(msgId)
    },
    hashAt: (seq) => chain[seq]?.hash ?? null,
  }
}

const send = async (replica: Replica, space: SpaceInMemory, { msgId, entry, packs }: Pending): Promise<void> => {
  for (const pack of packs) {
    const bytes = await replica.packBytes(pack)
    if (bytes !== null) space.packs.set(pack, bytes)
  }
  await replica.acked(msgId, await space.append(entry))
}

/** Everything that waits, to the relay. */
export const pushTo = async (replica: Replica, space: SpaceInMemory, roster: Roster): Promise<void> => {
  for (const pending of await replica.outgoing(roster.head)) await send(replica, space, pending)
}

/** Until both hold the same hash at the cursor. */
export const settleCursor = async (replica: Replica, space: SpaceInMemory): Promise<void> => {
  for (;;) {
    const { seq, hash } = await replica.cursor()
    const theirs = space.hashAt(seq)
    if (theirs !== null && areEqual(theirs, hash)) return
    await replica.walkBack(space.entries().length)
  }
}

/** Everything that the relay has, in pages. */
export const pullFrom = async (replica: Replica, space: SpaceInMemory, roster: Roster, page = 100): Promise<Unreceived | null> => {
  await settleCursor(replica, space)
  for (;;) {
    const { seq } = await replica.cursor()
    const entries = space.entries().slice(seq, seq + page)
    if (entries.length === 0) return null
    const received = await replica.receive(seq + 1, entries, roster, (pack) => Promise.resolve(space.packs.get(pack) ?? null))
    if (!received.ok) return received.error
  }
}
