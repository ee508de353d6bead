import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../src/core/ids.ts'
import { randomFrom } from '../../src/core/random.ts'
import { decodeItem } from '../../src/store/item.ts'
import { encodeBranchItem, encodeFullItem, encodePackItem, encodeTakenBackItem, encodeUpdateItem } from '../../src/store/outbox.ts'
import { NOON } from './world.ts'

const hash = new Uint8Array(32).fill(3)
const packId = 'ab'.repeat(16)
const id = newId('company', NOON, randomFrom(1))
const pack = { id: packId, entity: 'company', low: 1, high: 2 ** 32 - 1, importId: null }
const history = [{ clock: 5, writer: 7, path: 'name', before: null }]
const delta = { update: Uint8Array.of(1, 2), history }
const samples = [
  encodeUpdateItem(id, { version: 1, bucket: 2 ** 32 - 1 }, delta),
  encodeFullItem(id, { version: 2, bucket: 0 }, delta, [{ writer: 7, device: 'ab' }]),
  encodePackItem(pack, hash),
  encodeTakenBackItem([packId]),
  encodeBranchItem([{ seq: 9, hash }]),
]

test('every item reads as it was written', () => {
  expect(samples.map((bytes) => decodeItem(bytes))).toEqual(
    [
      { kind: 'update', id, version: 1, bucket: 2 ** 32 - 1, delta, writers: null },
      { kind: 'update', id, version: 2, bucket: 0, delta, writers: [{ writer: 7, device: 'ab' }] },
      { kind: 'pack', pack, hash },
      { kind: 'takenBack', packs: [packId] },
      { kind: 'branch', places: [{ seq: 9, hash }] },
    ].map((value) => ({ ok: true, value })),
  )
})

test('an item of a kind that only a later app knows is newer, not corrupt', () => {
  expect(decodeItem(Uint8Array.of(200, 1, 1, 2))).toEqual({ ok: false, error: 'newer' })
})

test('altered or cut items, and any other bytes, are refused or read, never a crash', () => {
  const altered = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255), fc.nat(40))
    .map(([bytes, at, value, cut]) => Uint8Array.from(bytes.with(at % bytes.length, value)).slice(0, bytes.length - (cut % bytes.length)))
  const any = fc.uint8Array({ maxLength: 120 }).map((bytes) => Uint8Array.from(bytes))
  fc.assert(
    fc.property(fc.oneof(altered, any), (bytes) => {
      const decoded = decodeItem(bytes)
      expect(decoded.ok ? decoded.value.kind : decoded.error).toMatch(/update|pack|packName|takenBack|branch|newer|corrupt/)
    }),
    { numRuns: 3_000 },
  )
})
