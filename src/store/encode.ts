import * as encoding from 'lib0/encoding'
import type { Bytes } from '../core/bytes.ts'

/*
 * lib0's encoding, byte for byte, for what is written by the hundred thousand: one buffer for all records, and short texts without a TextEncoder.
 * An encoder each and `encodeInto` for every text were a fifth of an import's time in Chromium.
 */

const START_BYTES = 64 * 1024
const KEPT_BYTES = 1024 * 1024

const shared = encoding.createEncoder()
shared.cbuf = new Uint8Array(START_BYTES)
let isInUse = false

/** What `write` writes. The buffer is one for all, so `write` must not encode anything else meanwhile. */
export const encoded = (write: (encoder: encoding.Encoder) => void): Bytes => {
  if (isInUse) throw new Error('the encoder is in use')
  isInUse = true
  try {
    write(shared)
    return shared.bufs.length === 0 ? shared.cbuf.slice(0, shared.cpos) : encoding.toUint8Array(shared)
  } finally {
    isInUse = false
    shared.bufs = []
    shared.cpos = 0
    if (shared.cbuf.length > KEPT_BYTES) shared.cbuf = new Uint8Array(START_BYTES)
  }
}

/** So many UTF-16 units are at most 126 bytes of UTF-8: their length takes one byte, whatever it turns out to be. */
const SHORT = 42

/** `encoding.writeVarString`. */
export const writeText = (encoder: encoding.Encoder, text: string): void => {
  if (text.length > SHORT || !writeShort(encoder, text)) encoding.writeVarString(encoder, text)
}

/** False, with nothing written, where a surrogate is in it. */
const writeShort = (encoder: encoding.Encoder, text: string): boolean => {
  encoding.verifyLen(encoder, 1 + 3 * text.length)
  const { cbuf, cpos } = encoder
  let at = cpos + 1
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) cbuf[at++] = unit
    else if (unit < 0x800) {
      cbuf[at++] = 0xc0 | (unit >> 6)
      cbuf[at++] = 0x80 | (unit & 0x3f)
    } else if (unit >= 0xd800 && unit <= 0xdfff) return false
    else {
      cbuf[at++] = 0xe0 | (unit >> 12)
      cbuf[at++] = 0x80 | ((unit >> 6) & 0x3f)
      cbuf[at++] = 0x80 | (unit & 0x3f)
    }
  }
  cbuf[cpos] = at - cpos - 1
  encoder.cpos = at
  return true
}

const STRING = 119
const OBJECT = 118
const ARRAY = 117

/** `encoding.writeAny`. */
export const writeAny = (encoder: encoding.Encoder, value: unknown): void => {
  if (typeof value === 'string') {
    encoding.write(encoder, STRING)
    writeText(encoder, value)
  } else if (Array.isArray(value)) {
    encoding.write(encoder, ARRAY)
    encoding.writeVarUint(encoder, value.length)
    for (const item of value) writeAny(encoder, item)
  } else if (isPlain(value)) {
    const keys = Object.keys(value)
    encoding.write(encoder, OBJECT)
    encoding.writeVarUint(encoder, keys.length)
    for (const key of keys) {
      writeText(encoder, key)
      writeAny(encoder, value[key])
    }
  } else encoding.writeAny(encoder, value as encoding.AnyEncodable) // a record holds nothing else
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
