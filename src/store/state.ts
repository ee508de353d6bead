import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'
import type { Clock } from '../core/clock.ts'
import { err, ok, type Result } from '../core/result.ts'
import { encoded, writeAny, writeText } from './encode.ts'

/** Who changed what from what; the newest 100 of a record stay, merged as a set. */
export interface HistoryEntry {
  readonly clock: Clock
  readonly writer: number
  readonly path: string
  /** Null where nothing stood there. */
  readonly before: unknown
}

/** Everything kept of one record but its address (space and id), which is the key it lies under. */
export interface State {
  /** The entity's schema version that wrote it. */
  readonly version: number
  /** Hash of its root: chooses the pack. Fixed when the record is made. */
  readonly bucket: number
  /** A Yjs update without gaps. */
  readonly doc: Uint8Array
  /** Oldest first. */
  readonly history: readonly HistoryEntry[]
  /** Updates that arrived before what they build on. */
  readonly waiting: readonly Uint8Array[]
}

const FORMAT = 1

export const encodeState = ({ version, bucket, doc, history, waiting }: State): Bytes =>
  encoded((encoder) => {
    encoding.writeVarUint(encoder, FORMAT)
    encoding.writeVarUint(encoder, version)
    encoding.writeUint32(encoder, bucket)
    encoding.writeVarUint8Array(encoder, doc)
    encoding.writeVarUint(encoder, history.length)
    for (const entry of history) writeHistory(encoder, entry)
    encoding.writeVarUint(encoder, waiting.length)
    for (const update of waiting) encoding.writeVarUint8Array(encoder, update)
  })

const writeHistory = (encoder: encoding.Encoder, { clock, writer, path, before }: HistoryEntry) => {
  encoding.writeVarUint(encoder, clock)
  encoding.writeVarUint(encoder, writer)
  writeText(encoder, path)
  writeAny(encoder, before)
}

/** `newer` was written by a newer app, `corrupt` is no state at all: both go to quarantine, neither is dropped. */
export const decodeState = (bytes: Uint8Array): Result<State, 'newer' | 'corrupt'> => {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== FORMAT) return err('newer')
    const version = decoding.readVarUint(decoder)
    const bucket = decoding.readUint32(decoder)
    const doc = decoding.readVarUint8Array(decoder)
    const history: HistoryEntry[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      history.push({
        clock: decoding.readVarUint(decoder),
        writer: decoding.readVarUint(decoder),
        path: decoding.readVarString(decoder),
        before: decoding.readAny(decoder),
      })
    }
    const waiting: Uint8Array[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) waiting.push(decoding.readVarUint8Array(decoder))
    if (decoding.hasContent(decoder)) return err('corrupt')
    return ok({ version, bucket, doc, history, waiting })
  } catch {
    return err('corrupt') // lib0 throws on truncated input
  }
}

const NEWEST = 100
const HISTORY_BYTES = 65_536

/** The union of both, oldest first, cut to the newest 100 and 64 KiB of earlier texts. */
export const mergeHistories = (a: readonly HistoryEntry[], b: readonly HistoryEntry[]): readonly HistoryEntry[] => {
  if (b.length === 0) return a
  const byKey = new Map<string, HistoryEntry>()
  for (const entry of [...a, ...b]) byKey.set(`${entry.clock}/${entry.writer}/${entry.path}`, entry)
  const newestFirst = [...byKey.values()].sort((x, y) => y.clock - x.clock || y.writer - x.writer || (x.path < y.path ? 1 : -1))
  let room = HISTORY_BYTES
  return newestFirst
    .slice(0, NEWEST)
    .filter(({ before }) => {
      room -= typeof before === 'string' ? before.length : 0
      return room >= 0
    })
    .reverse()
}
