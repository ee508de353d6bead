import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hex, type Bytes } from '../../src/core/bytes.ts'
import { decodeEntry, encodeEntry } from '../../src/sync/entry.ts'
import { headerOf } from '../../sync-server/header.ts'

const bytes = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((array): Bytes => new Uint8Array(array))
const hexOf = (length: number) => bytes(length).map(hex)
const entry = fc.record({
  version: fc.constantFrom(1, 2),
  codec: fc.nat(300),
  msgId: hexOf(16),
  device: hexOf(16),
  counter: fc.maxSafeNat(),
  epoch: fc.nat(),
  rosterHead: hexOf(32),
  cursor: fc.record({ seq: fc.maxSafeNat(), hash: bytes(32) }),
  signature: bytes(64),
  body: bytes(0, 400),
})

const expectTheSame = (source: Bytes): void => {
  const decoded = decodeEntry(source)
  if (!decoded.ok) expect(headerOf(source)).toBeNull()
  else {
    const { msgId, device, counter, epoch, rosterHead, body } = decoded.value
    expect(headerOf(source)).toEqual({ msgId, device, counter, epoch, rosterHead, body })
  }
}

test("an entry's header says what reading all of the entry says", () => {
  fc.assert(fc.property(entry, (one) => expectTheSame(encodeEntry(one))))
})

test('what is cut short or damaged is no entry to either', () => {
  fc.assert(
    fc.property(entry, fc.nat(500), fc.nat(500), fc.nat(255), (one, end, place, value) => {
      const source = encodeEntry(one).slice(0, end)
      expectTheSame(source)
      if (place < source.length) source[place] = value
      expectTheSame(source)
    }),
  )
})
