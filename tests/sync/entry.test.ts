import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { areEqual, hex, utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import { decodeEntry, encodeEntry, follow, signEntry, verifyEntry, type Entry } from '../../src/sync/entry.ts'
import { importVerifyKey } from '../../src/sync/signature.ts'
import { START } from '../../src/sync/wire.ts'
import { aDevice, anEntry, SPACE, type TestDevice } from './devices.ts'

let bea: TestDevice
let key: CryptoKey
let entry: Entry

beforeAll(async () => {
  bea = await aDevice()
  key = await importVerifyKey(crypto, bea.signPublic)
  entry = await anEntry(bea, [utf8('a deal')], { counter: 12, cursor: { seq: 40, hash: new Uint8Array(32).fill(4) } })
})

describe('an entry', () => {
  test('is read as it was written', () => {
    expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, value: entry })
  })

  test('costs under 190 bytes beside its body', () => {
    expect(encodeEntry(entry).length - entry.body.length).toBeLessThan(190)
  })

  test('of a later version is told apart from nonsense', () => {
    expect(decodeEntry(encodeEntry({ ...entry, version: 2 }))).toEqual({ ok: false, error: 'newer' })
    expect(decodeEntry(encodeEntry({ ...entry, version: 0 }))).toEqual({ ok: false, error: 'malformed' })
    expect(decodeEntry(encodeEntry(entry).slice(0, 100))).toEqual({ ok: false, error: 'malformed' })
  })

  test('cut or altered anywhere is refused or says something else: it never throws', () => {
    const bytes = encodeEntry(entry)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const altered = bytes.with(at, ((bytes[at] ?? 0) + by) % 256)
        const decoded = decodeEntry(altered)
        if (decoded.ok) expect(encodeEntry(decoded.value)).toEqual(altered)
        decodeEntry(bytes.subarray(0, at))
      }),
    )
  })
})

describe('its signature', () => {
  test('is good for what was signed, in the space it was signed for', async () => {
    expect(await verifyEntry(crypto, key, SPACE, entry)).toBe(true)
    expect(await verifyEntry(crypto, key, 'space_other', entry)).toBe(false)
  })

  test('covers every field and the body', async () => {
    const changes: Partial<Entry>[] = [
      { codec: 1 },
      { msgId: 'f'.repeat(32) },
      { device: 'f'.repeat(32) },
      { counter: 13 },
      { epoch: 2 },
      { rosterHead: 'f'.repeat(64) },
      { cursor: { ...entry.cursor, seq: 41 } },
      { cursor: { ...entry.cursor, hash: new Uint8Array(32) } },
      { body: entry.body.with(40, (must(entry.body[40], 'a byte') + 1) % 256) },
    ]
    for (const change of changes) expect(await verifyEntry(crypto, key, SPACE, { ...entry, ...change }), JSON.stringify(change)).toBe(false)
  })

  test('is no one else’s', async () => {
    const other = await aDevice()
    expect(await verifyEntry(crypto, await importVerifyKey(crypto, other.signPublic), SPACE, entry)).toBe(false)
  })

  test('can be made anew under another cursor without sealing again', async () => {
    const again = await signEntry(crypto, bea.sign, SPACE, { ...entry, cursor: START })
    expect(await verifyEntry(crypto, key, SPACE, again)).toBe(true)
    expect(again).toMatchObject({ msgId: entry.msgId, body: entry.body })
  })
})

describe('the chain', () => {
  const sha256 = (...parts: Uint8Array[]) => {
    const hash = createHash('sha256')
    for (const part of parts) hash.update(part)
    return hash.digest()
  }

  test('is the hash of the previous hash, the place, the message, the device and the body', async () => {
    const place = new Uint8Array(8).with(7, 1)
    const expected = sha256(START.hash, place, Buffer.from(entry.msgId, 'hex'), Buffer.from(bea.id, 'hex'), sha256(entry.body))
    const next = await follow(crypto, START, entry)
    expect(next.seq).toBe(1)
    expect(hex(next.hash)).toBe(expected.toString('hex'))
  })

  test('tells a dropped, a swapped and an altered entry', async () => {
    const entries = await Promise.all(['a', 'b', 'c'].map((word) => anEntry(bea, [utf8(word)])))
    const endOf = async (list: readonly Entry[]) => {
      let at = START
      for (const one of list) at = await follow(crypto, at, one)
      return at.hash
    }
    const [a, b, c] = entries.map((one) => must(one, 'an entry'))
    if (!a || !b || !c) throw new Error('three entries')
    const right = await endOf([a, b, c])
    expect(areEqual(right, await endOf([a, b, c]))).toBe(true)
    for (const wrong of [
      [a, c],
      [a, c, b],
      [a, { ...b, body: c.body }, c],
      [a, { ...b, msgId: c.msgId }, c],
    ])
      expect(areEqual(right, await endOf(wrong))).toBe(false)
  })

  test('does not hold what signing anew changes, so a healed log is the same log', async () => {
    const again = await signEntry(crypto, bea.sign, SPACE, { ...entry, cursor: START, rosterHead: 'e'.repeat(64) })
    expect(await follow(crypto, START, again)).toEqual(await follow(crypto, START, entry))
  })
})
