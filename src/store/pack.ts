import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { concat, type Bytes } from '../core/bytes.ts'
import { idOf, writeIdBytes, type Id } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import { deflate, inflate } from './deflate.ts'
import { encoded } from './encode.ts'
import type { Vault } from './vault.ts'

/**
 * The one bulk format: up to 512 records of one space and entity in deflated blocks, sealed one by one so that opening one record opens one block.
 * Layout: `format | sealed index | sealed block …`, each part with its length in front. The index lists, per block, the records' 16-byte ids and sizes.
 */

export const PACK_RECORDS = 512
export const PACK_BYTES = 512 * 1024
const BLOCK_BYTES = 28 * 1024
/** Bytes of an index: per record an id, its length and its share of the blocks' counts. */
const MAX_INDEX_BYTES = PACK_RECORDS * 32
/** Bytes of all records of a pack that is opened; ours hold 512 KiB, or one record that is larger. */
const MAX_OPENED_BYTES = 16 * 1024 * 1024
const FORMAT = 1

export interface PackedRecord {
  readonly id: Id
  /** An encoded state. */
  readonly body: Uint8Array
}

/** Where a pack belongs; part of what its seal covers. */
export interface PackLabel {
  readonly id: string
  readonly spaceId: string
  readonly entity: string
}

export interface PackIndex {
  readonly ids: readonly Id[]
  /** The block that holds record i. */
  readonly blockOf: Uint16Array
  /** Offset of record i in its block, and its length. */
  readonly offsets: Uint32Array
  readonly lengths: Uint32Array
  /** Bytes of each block. */
  readonly blockBytes: readonly number[]
}

const labelOf = ({ id, spaceId, entity }: PackLabel, part: string): string => `pack|${id}|${spaceId}|${entity}|${part}`

/** Records keep the order they are given in. */
export const encodePack = async (label: PackLabel, records: readonly PackedRecord[], vault: Vault): Promise<Bytes> => {
  const blocks = blocksOf(records)
  const parts = [
    sealPart(vault, labelOf(label, 'index'), encodeIndex(blocks)),
    ...blocks.map((block, i) => sealPart(vault, labelOf(label, String(i)), concat(block.map(({ body }) => body)))),
  ]
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, FORMAT)
  for (const part of await Promise.all(parts)) encoding.writeVarUint8Array(encoder, part)
  return encoding.toUint8Array(encoder) // lib0 never hands out shared memory
}

const sealPart = async (vault: Vault, label: string, plain: Bytes): Promise<Bytes> => vault.seal(await deflate(plain), label)

const blocksOf = (records: readonly PackedRecord[]): PackedRecord[][] => {
  const blocks: PackedRecord[][] = []
  let room = 0
  for (const record of records) {
    const last = blocks.at(-1)
    if (last === undefined || room < record.body.length) {
      blocks.push([record])
      room = BLOCK_BYTES - record.body.length
    } else {
      last.push(record)
      room -= record.body.length
    }
  }
  return blocks
}

const encodeIndex = (blocks: readonly (readonly PackedRecord[])[]): Bytes =>
  encoded((encoder) => {
    encoding.writeVarUint(encoder, blocks.length)
    for (const block of blocks) {
      encoding.writeVarUint(encoder, block.length)
      for (const { id, body } of block) {
        encoding.verifyLen(encoder, 16)
        if (!writeIdBytes(id, encoder.cbuf, encoder.cpos)) throw new Error(`no id: ${id}`)
        encoder.cpos += 16
        encoding.writeVarUint(encoder, body.length)
      }
    }
  })

/** `newer`: another format; `unsealable`: another key or altered bytes; `corrupt`: cut or mangled. */
export type PackError = 'newer' | 'unsealable' | 'corrupt'

const parts = (bytes: Bytes): Result<readonly Bytes[], PackError> => {
  try {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== FORMAT) return err('newer')
    const list: Bytes[] = []
    while (decoding.hasContent(decoder)) list.push(new Uint8Array(decoding.readVarUint8Array(decoder)))
    return list.length > 0 ? ok(list) : err('corrupt')
  } catch {
    return err('corrupt')
  }
}

/** `max`: what the part may hold at most, whatever its maker packed into it. */
const openPart = async (
  bytes: Bytes,
  label: PackLabel,
  part: 'index' | number,
  max: number,
  vault: Vault,
): Promise<Result<Bytes, PackError>> => {
  const found = parts(bytes)
  if (!found.ok) return found
  const sealed = found.value[part === 'index' ? 0 : part + 1]
  if (sealed === undefined) return err('corrupt')
  const opened = await vault.open(sealed, labelOf(label, String(part)))
  if (!opened.ok) return opened
  try {
    return ok(await inflate(opened.value, max))
  } catch {
    return err('corrupt')
  }
}

export const openIndex = async (bytes: Bytes, label: PackLabel, vault: Vault): Promise<Result<PackIndex, PackError>> => {
  const plain = await openPart(bytes, label, 'index', MAX_INDEX_BYTES, vault)
  if (!plain.ok) return plain
  try {
    return ok(decodeIndex(plain.value, label.entity))
  } catch {
    return err('corrupt')
  }
}

const decodeIndex = (plain: Bytes, entity: string): PackIndex => {
  const decoder = decoding.createDecoder(plain)
  const ids: Id[] = []
  const blockOf: number[] = []
  const offsets: number[] = []
  const lengths: number[] = []
  const blockBytes: number[] = []
  const blocks = decoding.readVarUint(decoder)
  for (let block = 0; block < blocks; block += 1) {
    let offset = 0
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      ids.push(idOf(entity, decoding.readUint8Array(decoder, 16)))
      const length = decoding.readVarUint(decoder)
      blockOf.push(block)
      offsets.push(offset)
      lengths.push(length)
      offset += length
    }
    blockBytes.push(offset)
  }
  if (blockBytes.reduce((sum, size) => sum + size, 0) > MAX_OPENED_BYTES) throw new RangeError('a pack that is too large')
  return {
    ids,
    blockOf: Uint16Array.from(blockOf),
    offsets: Uint32Array.from(offsets),
    lengths: Uint32Array.from(lengths),
    blockBytes,
  }
}

/** Bodies of the records at `positions`; each block that they lie in is opened once. */
export const openRecords = async (
  bytes: Bytes,
  label: PackLabel,
  index: PackIndex,
  positions: readonly number[],
  vault: Vault,
): Promise<Result<readonly PackedRecord[], PackError>> => {
  const blocks = [...new Set(positions.map((position) => index.blockOf[position] ?? 0))]
  const opened = new Map<number, Bytes>()
  for (const [block, plain] of await Promise.all(
    blocks.map(async (block) => [block, await openPart(bytes, label, block, index.blockBytes[block] ?? 0, vault)] as const),
  )) {
    if (!plain.ok) return plain
    opened.set(block, plain.value)
  }
  const records: PackedRecord[] = []
  for (const position of positions) {
    const start = index.offsets[position] ?? 0
    const end = start + (index.lengths[position] ?? 0)
    const plain = opened.get(index.blockOf[position] ?? 0)
    const id = index.ids[position]
    if (plain === undefined || id === undefined || end > plain.length) return err('corrupt')
    records.push({ id, body: plain.subarray(start, end) })
  }
  return ok(records)
}

/** Every record of a pack, in its order. */
export const openPack = async (bytes: Bytes, label: PackLabel, vault: Vault): Promise<Result<readonly PackedRecord[], PackError>> => {
  const index = await openIndex(bytes, label, vault)
  return index.ok ? openRecords(bytes, label, index.value, [...index.value.ids.keys()], vault) : index
}
