import * as encoding from 'lib0/encoding'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/core/bytes.ts'
import { idOf, type Id } from '../../src/core/ids.ts'
import { deflate } from '../../src/store/deflate.ts'
import { encoded } from '../../src/store/encode.ts'
import { encodePack, openIndex, openPack } from '../../src/store/pack.ts'
import { makeVaultKey, vaultOf, type Vault } from '../../src/store/vault.ts'

const MEGABYTE = 1024 * 1024
const label = { id: 'ab'.repeat(16), spaceId: 'space-team', entity: 'company' }
const idAt = (i: number): Id => idOf('company', new Uint8Array(16).fill(i))

let vault: Vault
beforeAll(async () => {
  vault = vaultOf(crypto, await makeVaultKey(crypto))
})

/** A pack of one record a block, as somebody with the space's key may seal one: what the index says and what lies there need not be the same. */
const packOf = async (blocks: readonly { readonly said: number; readonly plain: Bytes }[]): Promise<Bytes> => {
  const index = encoded((encoder) => {
    encoding.writeVarUint(encoder, blocks.length)
    for (const [i, { said }] of blocks.entries()) {
      encoding.writeVarUint(encoder, 1)
      encoding.writeUint8Array(encoder, new Uint8Array(16).fill(i))
      encoding.writeVarUint(encoder, said)
    }
  })
  const seal = async (plain: Bytes, part: string | number) =>
    vault.seal(await deflate(plain), `pack|${label.id}|${label.spaceId}|company|${part}`)
  const parts = [await seal(index, 'index'), ...(await Promise.all(blocks.map(({ plain }, i) => seal(plain, i))))]
  return encoded((encoder) => {
    encoding.writeVarUint(encoder, 1)
    for (const part of parts) encoding.writeVarUint8Array(encoder, part)
  })
}

const corrupt = { ok: false, error: 'corrupt' }

describe('a pack', () => {
  test('holds its records in their order, one of them larger than a block too', async () => {
    const bodies = [10, 20_000, 20_000, 700_000, 0, 3].map((length) => crypto.getRandomValues(new Uint8Array(Math.min(length, 65_536))))
    bodies[3] = new Uint8Array(700_000).fill(7)
    const records = bodies.map((body, i) => ({ id: idAt(i), body }))
    const opened = await openPack(await encodePack(label, records, vault), label, vault)
    expect(opened.ok && opened.value.map(({ id }) => id)).toEqual(records.map(({ id }) => id))
    for (const [i, { body }] of (opened.ok ? opened.value : []).entries()) expect(Buffer.compare(body, bodies[i] ?? body)).toBe(0)
  })

  test('of the most and the smallest records has an index that opens', async () => {
    const records = Array.from({ length: 512 }, (_, i) => ({
      id: idOf('company', crypto.getRandomValues(new Uint8Array(16))),
      body: new Uint8Array(i % 3),
    }))
    const index = await openIndex(await encodePack(label, records, vault), label, vault)
    expect(index.ok && index.value.ids).toEqual(records.map(({ id }) => id))
  })

  test('that holds more than its index says is not opened to its end', async () => {
    const honest = { said: 5, plain: new Uint8Array(5) }
    expect((await openPack(await packOf([honest]), label, vault)).ok).toBe(true)
    expect(await openPack(await packOf([honest, { said: 5, plain: new Uint8Array(6) }]), label, vault)).toEqual(corrupt)
    expect(await openPack(await packOf([{ said: 5, plain: new Uint8Array(200 * MEGABYTE) }]), label, vault)).toEqual(corrupt)
  })

  test('that says it holds more than any pack does is not opened at all', async () => {
    const large = { said: 5 * MEGABYTE, plain: new Uint8Array(5 * MEGABYTE) }
    expect((await openPack(await packOf([large, large, large]), label, vault)).ok).toBe(true)
    expect(await openIndex(await packOf([large, large, large, large]), label, vault)).toEqual(corrupt)
    expect(await openIndex(await packOf([{ said: 2 ** 40, plain: new Uint8Array(3) }]), label, vault)).toEqual(corrupt)
  })

  test('whose index was made to burst is not opened either', async () => {
    const many = Array.from({ length: 1_000 }, () => ({ said: 1, plain: new Uint8Array(1) }))
    expect(await openIndex(await packOf(many), label, vault)).toEqual(corrupt)
  })
})
