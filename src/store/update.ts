import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'
import { encoded, writeAny, writeText as writeString } from './encode.ts'

/**
 * Yjs updates (encoding version 1) built without a document, for the two shapes that records need: values under keys of the root map, and a first text.
 * Measured at 4 µs against 84-104 µs through a Y.Doc; `tests/store/update.test.ts` holds the bytes equal to Yjs's own.
 */

/** The root map that holds every register. */
export const ROOT = 'r'

const CONTENT_STRING = 4
const CONTENT_ANY = 8
const HAS_KEY = 0x20
const HAS_ORIGIN = 0x80

export interface MapStruct {
  readonly key: string
  readonly value: unknown
  /** Clock of this writer's item now under the key; it is replaced and deleted. Without it the older value would win. */
  readonly replaces: number | null
}
export interface TextStruct {
  /** The root text's name. */
  readonly text: string
  readonly value: string
}
export type NewStruct = MapStruct | TextStruct

/** One writer's structs from clock `start` on, in order. */
export const encodeUpdate = (writer: number, start: number, structs: readonly NewStruct[]): Bytes =>
  encoded((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, structs.length)
    encoding.writeVarUint(encoder, writer)
    encoding.writeVarUint(encoder, start)
    for (const struct of structs) {
      if ('key' in struct) writeValue(encoder, writer, struct)
      else writeText(encoder, struct)
    }
    writeDeletions(
      encoder,
      writer,
      structs.flatMap((struct) => ('key' in struct && struct.replaces !== null ? [struct.replaces] : [])),
    )
  })

const writeValue = (encoder: encoding.Encoder, writer: number, { key, value, replaces }: MapStruct) => {
  if (replaces === null) {
    encoding.writeUint8(encoder, CONTENT_ANY | HAS_KEY)
    encoding.writeVarUint(encoder, 1)
    writeString(encoder, ROOT)
    writeString(encoder, key)
  } else {
    encoding.writeUint8(encoder, CONTENT_ANY | HAS_KEY | HAS_ORIGIN)
    encoding.writeVarUint(encoder, writer)
    encoding.writeVarUint(encoder, replaces)
  }
  encoding.writeVarUint(encoder, 1)
  writeAny(encoder, value)
}

const writeText = (encoder: encoding.Encoder, { text, value }: TextStruct) => {
  encoding.writeUint8(encoder, CONTENT_STRING)
  encoding.writeVarUint(encoder, 1)
  writeString(encoder, text)
  writeString(encoder, value)
}

/** The delete set: ranges in order, neighbours joined, as Yjs sorts and merges its own. */
const writeDeletions = (encoder: encoding.Encoder, writer: number, clocks: number[]) => {
  if (clocks.length === 0) {
    encoding.writeVarUint(encoder, 0)
    return
  }
  const ranges: [number, number][] = []
  for (const clock of clocks.sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[0] + last[1] === clock) last[1] += 1
    else ranges.push([clock, 1])
  }
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, writer)
  encoding.writeVarUint(encoder, ranges.length)
  for (const [clock, length] of ranges) {
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarUint(encoder, length)
  }
}

/** How far the writer's clock moves: a text counts its UTF-16 units. */
export const lengthOf = (struct: NewStruct): number => ('key' in struct ? 1 : struct.value.length)
