import { areEqual, hex, utf8, type Bytes } from '../../../src/core/bytes.ts'
import { err, must, ok } from '../../../src/core/result.ts'
import { decodeEntry, encodeEntry, follow, verifyEntry, type Entry } from '../../../src/sync/entry.ts'
import type { Pending, Replica } from '../../../src/sync/replica.ts'
import { openItems } from '../../../src/sync/seal.ts'
import { importVerifyKey } from '../../../src/sync/signature.ts'
import { START, type Cursor } from '../../../src/sync/wire.ts'
import { aMessageId, anEntry, dataVault, type TestDevice } from '../devices.ts'
import { textOf } from '../../../src/core/bytes.ts'

interface Held {
  readonly msgId: string
  readonly bytes: Bytes
  readonly at: Cursor
}

/** A space in memory that reads the log as a device does: chain, order, gaps, signatures and seals are all checked. */
export interface MemoryReplica extends Replica {
  /** Puts an edit into the outbox. */
  readonly edit: (text: string, packs?: readonly string[]) => void
  /** Every text that was applied, in the order of the log; each once, however often its entry came. */
  readonly texts: () => readonly string[]
  readonly log: () => readonly Held[]
  /** What the relay acknowledged, and where. */
  readonly acks: ReadonlyMap<string, Cursor>
  readonly refusals: readonly { readonly msgId: string; readonly why: string }[]
  readonly pendings: () => readonly Pending[]
  readonly packs: Map<string, Bytes>
  /** Contents of the packs that entries named, as they were fetched. */
  readonly fetched: Map<string, Bytes | null>
  /** What no honest relay or link could cause. */
  readonly wrongs: readonly string[]
  /** Fails like a full disk while true. */
  isFull: boolean
  /** The relay may have lost what authors had seen: a place of theirs that is not ours proves nothing. A real replica is told which places were lost. */
  mayHaveForgotten: boolean
}

const PACK = /^pack:([0-9a-f]{32})$/

/** `lag`: awaited at every step, so that other things come between. */
export const aReplica = (device: TestDevice, spaceId: string, lag: () => Promise<void> = () => Promise.resolve()): MemoryReplica => {
  const outbox: { text: string; packs: readonly string[] }[] = []
  let pendings: Pending[] = []
  const log: Held[] = []
  const applied = new Map<string, string>()
  const acks = new Map<string, Cursor>()
  const refusals: { msgId: string; why: string }[] = []
  const wrongs: string[] = []
  const fetched = new Map<string, Bytes | null>()
  let counter = 0
  let isSealing = false

  const cursor = (): Cursor => log.at(-1)?.at ?? START

  const seal = async (rosterHead: string) => {
    for (let first = outbox[0]; first !== undefined; first = outbox[0]) {
      const { text, packs } = first
      const at = cursor()
      counter += 1
      const entry = await anEntry(device, [utf8(text), ...packs.map((id) => utf8(`pack:${id}`))], {
        msgId: aMessageId(),
        counter,
        rosterHead,
        cursor: at,
        space: spaceId,
      })
      await lag()
      outbox.shift()
      pendings.push({ msgId: entry.msgId, entry: encodeEntry(entry), packs })
    }
  }

  const textsOf = async (entry: Entry, fetchPack: (id: string) => Promise<Bytes | null>): Promise<string> => {
    const items = await openItems(await dataVault(entry.device, spaceId, entry.epoch), spaceId, entry)
    if (!items.ok) return `unread: ${items.error}`
    const texts = items.value.map(textOf)
    for (const text of texts) {
      const id = PACK.exec(text)?.[1]
      if (id !== undefined) fetched.set(id, await fetchPack(id))
    }
    return texts.filter((text) => !PACK.test(text)).join()
  }

  const replica: MemoryReplica = {
    spaceId,
    isFull: false,
    mayHaveForgotten: false,
    edit: (text, packs = []) => outbox.push({ text, packs }),
    texts: () => log.map(({ msgId }) => must(applied.get(msgId), 'its text')),
    log: () => log,
    acks,
    refusals,
    pendings: () => pendings,
    packs: new Map(),
    fetched,
    wrongs,

    cursor: async () => {
      await lag()
      return cursor()
    },
    outgoing: async (rosterHead) => {
      if (isSealing) wrongs.push('two calls of outgoing at a time')
      isSealing = true
      await seal(rosterHead)
      isSealing = false
      return [...pendings]
    },
    packBytes: async (id) => {
      await lag()
      return replica.packs.get(id) ?? null
    },
    acked: async (msgId, at) => {
      await lag()
      acks.set(msgId, at)
      pendings = pendings.filter((pending) => pending.msgId !== msgId)
    },
    receive: async (from, entries, roster, fetchPack) => {
      for (const [i, bytes] of entries.entries()) {
        const place = from + i
        const decoded = decodeEntry(bytes)
        if (!decoded.ok) throw new Error(decoded.error)
        const entry = decoded.value
        const held = log[place - 1]
        if (held) {
          if (held.msgId !== entry.msgId || !areEqual(held.bytes, bytes)) return err('twoHistories')
          continue
        }
        const before = cursor()
        if (place !== before.seq + 1) return err('gap')
        if (!roster.places.has(entry.rosterHead)) return err('rosterFirst')
        const seen = entry.cursor.seq === 0 ? START : log[entry.cursor.seq - 1]?.at
        if (!replica.mayHaveForgotten && (seen === undefined || !areEqual(seen.hash, entry.cursor.hash))) return err('twoHistories')
        const author = must(roster.devices.get(entry.device), 'its author')
        const isGenuine = await verifyEntry(crypto, await importVerifyKey(crypto, author.signPublic), spaceId, entry)
        if (!isGenuine) wrongs.push(`forged at ${place}`)
        const text = await textsOf(entry, fetchPack)
        await lag()
        if (replica.isFull) return err('diskFull')
        if (cursor().seq !== before.seq) wrongs.push('two calls of receive at a time')
        if (log.some(({ msgId }) => msgId === entry.msgId)) wrongs.push(`${entry.msgId} twice in the log`)
        log.push({ msgId: entry.msgId, bytes, at: await follow(crypto, before, entry) })
        applied.set(entry.msgId, text)
        pendings = pendings.filter(({ msgId }) => msgId !== entry.msgId)
      }
      return ok({ ...cursor(), missing: [] })
    },
    walkBack: async (seq) => {
      await lag()
      replica.mayHaveForgotten = true
      const lost = log.splice(Math.min(seq, log.length))
      const again = lost.map(({ msgId, bytes }): Pending => ({ msgId, entry: bytes, packs: [] }))
      pendings = [...again, ...pendings.filter(({ msgId }) => !again.some((one) => one.msgId === msgId))]
      return cursor()
    },
    refused: async (msgId, why) => {
      await lag()
      refusals.push({ msgId, why })
      pendings = pendings.filter((pending) => pending.msgId !== msgId)
    },
    lastCounter: () => Promise.resolve(counter),
    hasTwin: () => false,
  }
  return replica
}

/** The chain's hash at a replica's end: equal where the whole log is. */
export const endOf = (replica: MemoryReplica): string => {
  const last = replica.log().at(-1)
  return last ? `${last.at.seq} ${hex(last.at.hash)}` : 'empty'
}
