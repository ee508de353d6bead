import * as decoding from 'lib0/decoding'

/*
 * Yjs updates (encoding version 1) read without Yjs: a record's registers are wanted at every start, and a library of 20 kB gzipped that makes an
 * object of every struct would have to come first. `tests/store/structs.test.ts` holds what is read equal to what Yjs itself decodes.
 */

/** One run of a writer's clock. */
export interface Struct {
  readonly writer: number
  readonly clock: number
  /** How far the writer's clock moves. */
  readonly length: number
  /** Null for what was collected or is missing; nothing is known of it but its length. */
  readonly item: Item | null
}
export interface Item {
  readonly origin: Origin | null
  /** Name of the root type that it belongs to, and its key there; null where its origin or another item tells. */
  readonly root: string | null
  readonly key: string | null
  /** Values of a map or list; null for texts and everything else. */
  readonly values: readonly unknown[] | null
}
interface Origin {
  readonly writer: number
  readonly clock: number
}

const CONTENT = 0x1f
const GAP = 10
const HAS_KEY = 0x20
const HAS_RIGHT = 0x40
const HAS_ORIGIN = 0x80
const KEYED_TYPES: ReadonlySet<number> = new Set([3, 5]) // XML elements and hooks carry a name

/** Throws where the bytes end too soon. */
export const readStructs = (update: Uint8Array): readonly Struct[] => {
  const structs: Struct[] = []
  const decoder = decoding.createDecoder(update)
  for (let writers = decoding.readVarUint(decoder); writers > 0; writers -= 1) {
    const count = decoding.readVarUint(decoder)
    const writer = decoding.readVarUint(decoder)
    let clock = decoding.readVarUint(decoder)
    for (let left = count; left > 0; left -= 1) {
      const struct = readStruct(decoder, writer, clock)
      structs.push(struct)
      clock += struct.length
    }
  }
  return structs
}

const readStruct = (decoder: decoding.Decoder, writer: number, clock: number): Struct => {
  const info = decoding.readUint8(decoder)
  const content = info & CONTENT
  if (content === 0 || info === GAP) return { writer, clock, length: decoding.readVarUint(decoder), item: null }
  const origin = (info & HAS_ORIGIN) === 0 ? null : readOrigin(decoder)
  if ((info & HAS_RIGHT) !== 0) readOrigin(decoder)
  let root: string | null = null
  let key: string | null = null
  if ((info & (HAS_ORIGIN | HAS_RIGHT)) === 0) {
    if (decoding.readVarUint(decoder) === 1) root = readText(decoder)
    else readOrigin(decoder)
    if ((info & HAS_KEY) !== 0) key = readText(decoder)
  }
  const { length, values } = readContent(decoder, content)
  return { writer, clock, length, item: { origin, root, key, values } }
}

const SHORT = 64
/** Short plain texts, which most are, are read letter by letter: a browser takes ten times as long to enter its decoder. */
const readText = (decoder: decoding.Decoder): string => {
  const start = decoder.pos
  const end = decoding.readVarUint(decoder) + decoder.pos
  let text = ''
  while (decoder.pos < end) {
    const code = decoder.arr[decoder.pos++] ?? 128
    if (code > 127 || end - start > SHORT) {
      decoder.pos = start
      return decoding.readVarString(decoder)
    }
    text += String.fromCharCode(code)
  }
  return text
}

/** As `readAny`, by whose numbers. */
const readValue = (decoder: decoding.Decoder): unknown => {
  const kind = decoding.readUint8(decoder)
  if (kind === 119) return readText(decoder)
  if (kind === 118) return Object.fromEntries(repeated(decoder, () => [readText(decoder), readValue(decoder)]))
  if (kind === 117) return repeated(decoder, readValue)
  decoder.pos -= 1
  return decoding.readAny(decoder)
}

const readOrigin = (decoder: decoding.Decoder): Origin => ({ writer: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) })

interface Content {
  readonly length: number
  readonly values: readonly unknown[] | null
}
const single: Content = { length: 1, values: null }

/** By the numbers of Yjs. */
const readContent = (decoder: decoding.Decoder, content: number): Content => {
  switch (content) {
    case 1: // deleted
      return { length: decoding.readVarUint(decoder), values: null }
    case 2: // JSON texts
      return { length: repeated(decoder, decoding.readVarString).length, values: null }
    case 3: // bytes
      decoding.readVarUint8Array(decoder)
      return single
    case 4: // text, in UTF-16 units
      return { length: decoding.readVarString(decoder).length, values: null }
    case 5: // something embedded in a text
      decoding.readVarString(decoder)
      return single
    case 6: // a text's format: key and value
      decoding.readVarString(decoder)
      decoding.readVarString(decoder)
      return single
    case 7: // a type of its own
      if (KEYED_TYPES.has(decoding.readVarUint(decoder))) decoding.readVarString(decoder)
      return single
    case 8: {
      const values = repeated(decoder, readValue)
      return { length: values.length, values }
    }
    case 9: // a document
      decoding.readVarString(decoder)
      decoding.readAny(decoder)
      return single
    default:
      throw new Error(`content ${content} is no Yjs content`)
  }
}

const repeated = <T>(decoder: decoding.Decoder, read: (decoder: decoding.Decoder) => T): readonly T[] => {
  const list: T[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) list.push(read(decoder))
  return list
}
