import { concat, type Bytes } from '../core/bytes.ts'
import { err, type Result } from '../core/result.ts'
import { deflate, inflate } from '../store/deflate.ts'
import type { Vault } from '../store/vault.ts'
import { sealLabel, type Entry } from './entry.ts'
import { bytes, decode, encode, rest, restOf, struct } from './fields.ts'
import { MAX_ENTRY, MAX_FRAME } from './wire.ts'

/** How items are packed; the numbers are in the log. */
const PLAIN = 0
const DEFLATED = 1

/** Below this many bytes deflating saves less than it costs. */
const WORTH_DEFLATING = 512
const MIN_BODY = 256
const MAX_ITEMS = 100_000
/** Bytes of all items of an entry: several of the largest records, and no more memory than that for an entry that was made to burst. */
const MAX_PLAIN = 4 * MAX_FRAME

const items = restOf(bytes(MAX_PLAIN, 1), MAX_ITEMS)
const padded = struct({ content: bytes(MAX_ENTRY), padding: rest })

/**
 * PADMÉ (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019): a length keeps only its highest bits,
 * as many as the number of its bits has; at most 12 % longer. Nothing is shorter than 256 bytes: most edits look alike.
 */
export const paddedLength = (length: number): number => {
  if (length <= MIN_BODY) return MIN_BODY
  const exponent = Math.floor(Math.log2(length))
  const free = exponent - Math.floor(Math.log2(exponent)) - 1
  return Math.ceil(length / 2 ** free) * 2 ** free
}

type Sealing = Pick<Entry, 'msgId' | 'epoch' | 'device'>

/** `vault`: of the space, for `data`, the device and the epoch. */
export const sealItems = async (
  vault: Vault,
  space: string,
  sealing: Sealing,
  list: readonly Bytes[],
): Promise<Pick<Entry, 'codec' | 'body'>> => {
  const plain = encode(items, list)
  const small = plain.length < WORTH_DEFLATING ? plain : await deflate(plain)
  const [codec, content] = small.length < plain.length ? ([DEFLATED, small] as const) : ([PLAIN, plain] as const)
  const bare = encode(padded, { content, padding: new Uint8Array() })
  const body = concat([bare, new Uint8Array(paddedLength(bare.length) - bare.length)])
  return { codec, body: await vault.seal(body, sealLabel(space, { ...sealing, codec })) }
}

/** `unsealable`: another key, or altered on its way. `newer`: packed in a manner of a later version. `corrupt`: sealed so by its author. */
export type OpenError = 'unsealable' | 'newer' | 'corrupt'

export const openItems = async (vault: Vault, space: string, entry: Entry): Promise<Result<readonly Bytes[], OpenError>> => {
  const opened = await vault.open(entry.body, sealLabel(space, entry))
  if (!opened.ok) return opened
  if (entry.codec > DEFLATED) return err('newer')
  const unpadded = decode(padded, opened.value)
  if (!unpadded.ok) return err('corrupt')
  try {
    const { content } = unpadded.value
    const list = decode(items, entry.codec === DEFLATED ? await inflate(content, MAX_PLAIN) : content)
    return list.ok ? list : err('corrupt')
  } catch {
    return err('corrupt')
  }
}
