import type { ChoiceColumn, Codes, TextColumn } from '../column.ts'
import { createPresence, grown, widened, zeros } from '../arrays.ts'
import { createStringPool, hashesOf, type StringPool, type Strings } from '../strings.ts'
import { partOf, presencePart, type Coded, type Part } from './writer.ts'

/** `read` gives the string to hold, or null for none; `value` is the way back. */
export const textWriter = (read: (value: unknown) => string | null, value: (text: string) => unknown): Coded<TextColumn> =>
  codedWriter('text', createStringPool(), read, value)

/** What a newer app wrote comes after the declared choices. */
export const choiceWriter = (choices: readonly string[]): Coded<ChoiceColumn> =>
  codedWriter(
    'choice',
    createStringPool(choices),
    (value) => (typeof value === 'string' && value !== '' ? value : null),
    (text) => text,
  )

const codedWriter = <K extends 'text' | 'choice'>(
  kind: K,
  pool: StringPool,
  read: (value: unknown) => string | null,
  valueOf: (text: string) => unknown,
): Coded<Omit<TextColumn, 'kind'> & { readonly kind: K }> => {
  const presence = createPresence()
  let codes: Codes = zeros(Uint8Array, 0)
  let capacity = 0
  let isOwn = false

  /** Makes the array its own and wide enough. */
  const hold = (top: number): void => {
    if (!isOwn) codes = new Uint8Array(capacity)
    isOwn = true
    codes = widened(codes, top)
  }
  const putCode = (at: number, code: number): boolean => {
    if (code < 0) {
      if (isOwn) codes[at] = 0
      return presence.clear(at)
    }
    if (presence.has(at) && codes[at] === code) return false
    hold(code)
    codes[at] = code
    presence.mark(at)
    return true
  }
  const codeOf = (value: unknown): number => {
    const text = read(value)
    return text === null ? -1 : pool.codeOf(text)
  }

  const valueAt = (at: number): unknown => (presence.has(at) ? valueOf(pool.strings.at(codes[at] ?? 0) ?? '') : null)
  const column = {
    kind,
    get present() {
      return presence.bytes
    },
    get codes() {
      return codes
    },
    pool: pool.strings,
    origin: pool.origin,
    get: valueAt,
  }

  return {
    column,
    valueAt,
    codeOf,
    putCode,
    set: (at, value) => {
      const text = read(value)
      // Most of an edited record is as it was: one comparison instead of a look-up.
      if (text !== null && presence.has(at) && pool.strings.at(codes[at] ?? 0) === text) return false
      return putCode(at, text === null ? -1 : pool.codeOf(text))
    },
    grow: (more) => {
      capacity = more
      presence.grow(more)
      codes = isOwn ? grown(codes, more) : zeros(Uint8Array, more)
    },
    part: (from, to) => {
      const present = presencePart(presence, from, to)
      return present === 'none'
        ? partOf(to - from, { present })
        : partOf(to - from, { present, ...ownDictionary(codes, presence.bytes, pool.strings, from, to) })
    },
    take: (at, part) => {
      presence.adopt(at, part.count, part.present)
      if (part.present === 'none') return true
      const [local] = part.arrays
      if (local?.length !== part.count || part.texts.length === 0 || part.hashes.length !== part.texts.length) return false
      const codeByLocal = pool.adopt(part.texts, part.hashes)
      hold(pool.strings.length - 1)
      for (let i = 0; i < local.length; i += 1) {
        const code = codeByLocal[local[i] ?? 0]
        if (code === undefined) return false
        codes[at + i] = code
      }
      return true
    },
    gather: (places, count, more) => {
      capacity = more
      presence.gather(places, count, more)
      const old = codes
      codes = isOwn ? widened(new Uint8Array(more), 256 ** old.BYTES_PER_ELEMENT - 1) : zeros(Uint8Array, more)
      if (isOwn) for (let at = 0; at < count; at += 1) codes[at] = old[places[at] ?? 0] ?? 0
    },
    owned: () => presence.owned() + pool.owned() + (isOwn ? codes.byteLength : 0),
  }
}

/** A part's codes count in its own dictionary, so that each part can be read alone. */
const ownDictionary = (
  codes: Codes,
  present: Uint8Array,
  strings: Strings,
  from: number,
  to: number,
): Pick<Part, 'arrays' | 'texts' | 'hashes'> => {
  const localByCode = new Uint32Array(strings.length)
  const local = new Uint32Array(to - from)
  const kept: number[] = []
  for (let at = from; at < to; at += 1) {
    if (present[at] === 0) continue
    const code = codes[at] ?? 0
    if (localByCode[code] === 0) localByCode[code] = kept.push(code)
    local[at - from] = (localByCode[code] ?? 1) - 1
  }
  const texts = kept.map((code) => strings.at(code) ?? '')
  return { arrays: [local], texts, hashes: hashesOf(texts) }
}
