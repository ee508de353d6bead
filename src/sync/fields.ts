import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { fromHex, hex, utf8, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { encoded } from '../store/encode.ts'

/** How one value is written and read. Reading throws on what was not written so; `decode` alone may call it on foreign bytes. */
export interface Field<T> {
  write(encoder: encoding.Encoder, value: T): void
  read(decoder: decoding.Decoder): T
}

export type Shape = Readonly<Record<string, Field<unknown>>>
export type ValuesOf<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never }

const demand = (holds: boolean): void => {
  if (!holds) throw new RangeError('malformed')
}

/** 0 to 2⁵³ - 1, in the fewest bytes: a value has one form only. */
export const uint: Field<number> = {
  write: (encoder, value) => encoding.writeVarUint(encoder, value),
  read: (decoder) => {
    const start = decoder.pos
    const value = decoding.readVarUint(decoder)
    demand(Number.isSafeInteger(value) && (decoder.pos === start + 1 || decoder.arr[decoder.pos - 1] !== 0))
    return value
  },
}

/** Always so many bytes, without a length in front. */
export const fixed = (length: number): Field<Bytes> => ({
  write: (encoder, value) => {
    demand(value.length === length)
    encoding.writeUint8Array(encoder, value)
  },
  read: (decoder) => decoding.readUint8Array(decoder, length).slice(),
})

/** So many bytes, shown as hexadecimal. */
export const hexOf = (length: number): Field<string> => {
  const bytes = fixed(length)
  return { write: (encoder, value) => bytes.write(encoder, fromHex(value)), read: (decoder) => hex(bytes.read(decoder)) }
}

/** A length and as many bytes. lib0 compares it with what is there before it makes anything of it. */
const readSized = (decoder: decoding.Decoder, min: number, max: number): Bytes => {
  const length = uint.read(decoder)
  demand(length >= min && length <= max)
  return decoding.readUint8Array(decoder, length).slice()
}

/** At most so many bytes. */
export const bytes = (max: number, min = 0): Field<Bytes> => ({
  write: (encoder, value) => {
    demand(value.length >= min && value.length <= max)
    encoding.writeVarUint8Array(encoder, value)
  },
  read: (decoder) => readSized(decoder, min, max),
})

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** At most so many bytes of UTF-8. */
export const text = (max: number): Field<string> => ({
  write: (encoder, value) => {
    const written = utf8(value)
    demand(written.length <= max)
    encoding.writeVarUint8Array(encoder, written)
  },
  read: (decoder) => strict.decode(readSized(decoder, 0, max)),
})

/** Everything to the end. */
export const rest: Field<Bytes> = {
  write: (encoder, value) => encoding.writeUint8Array(encoder, value),
  read: (decoder) => decoding.readUint8Array(decoder, decoder.arr.length - decoder.pos).slice(),
}

/** One of a few names, as its place in the list. */
export const oneOf = <T extends string>(names: readonly T[]): Field<T> => ({
  write: (encoder, value) => encoding.writeVarUint(encoder, names.indexOf(value)),
  read: (decoder) => {
    const name = names[uint.read(decoder)]
    if (name === undefined) throw new RangeError('malformed')
    return name
  },
})

/** At most so many items: a list of very small ones would take many times the memory of its bytes. */
export const listOf = <T>(item: Field<T>, max: number): Field<readonly T[]> => ({
  write: (encoder, values) => {
    encoding.writeVarUint(encoder, values.length)
    for (const value of values) item.write(encoder, value)
  },
  read: (decoder) => {
    const count = uint.read(decoder)
    demand(count <= max)
    return Array.from({ length: count }, () => item.read(decoder))
  },
})

/** At most so many items, to the end and without a count: parts made elsewhere are joined as they are. */
export const restOf = <T>(item: Field<T>, max: number): Field<readonly T[]> => ({
  write: (encoder, values) => values.forEach((value) => item.write(encoder, value)),
  read: (decoder) => {
    const values: T[] = []
    while (decoding.hasContent(decoder)) {
      demand(values.length < max)
      values.push(item.read(decoder))
    }
    return values
  },
})

export const struct = <S extends Shape>(shape: S): Field<ValuesOf<S>> => {
  const fields = Object.entries(shape)
  return {
    write: (encoder, values) => {
      for (const [key, field] of fields) field.write(encoder, values[key])
    },
    // Each key's value comes from the field that the shape names for it.
    read: (decoder) => Object.fromEntries(fields.map(([key, field]) => [key, field.read(decoder)])) as ValuesOf<S>,
  }
}

export const encode = <T>(field: Field<T>, value: T): Bytes => encoded((encoder) => field.write(encoder, value))

/** Reads bytes that anyone may have written: all of them and nothing else, or `malformed`. */
export const decode = <T>(field: Field<T>, source: Uint8Array): Result<T, 'malformed'> => {
  try {
    const decoder = decoding.createDecoder(source)
    const value = field.read(decoder)
    return decoding.hasContent(decoder) ? err('malformed') : ok(value)
  } catch {
    return err('malformed')
  }
}
