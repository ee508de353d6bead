import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ROOT, encodeUpdate, type NewStruct } from '../../src/store/update.ts'

const aValue = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<never>
const aKey = fc.constantFrom('a', 'b', 'a/lines/x1', 'ลูกค้า', '顧客/行')
const aWriter = fc.oneof(fc.integer({ min: 1, max: 2 ** 32 - 1 }), fc.bigInt({ min: 2n ** 32n, max: 2n ** 52n }).map(Number))

/** What Yjs itself sends when the same is said in transactions: the update of the last one. */
const byYjs = (writer: number, transactions: readonly (readonly [string, never][])[]): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = writer
  let last = new Uint8Array(0)
  doc.on('update', (update: Uint8Array) => (last = new Uint8Array(update)))
  for (const sets of transactions) doc.transact(() => sets.forEach(([key, value]) => doc.getMap(ROOT).set(key, value)))
  return last
}

test('a first write is, byte for byte, what Yjs would send', () => {
  fc.assert(
    fc.property(aWriter, fc.uniqueArray(fc.tuple(aKey, aValue), { selector: ([key]) => key, minLength: 1 }), (writer, sets) => {
      const structs = sets.map(([key, value]): NewStruct => ({ key, value, replaces: null }))
      expect(encodeUpdate(writer, 0, structs)).toEqual(byYjs(writer, [sets]))
    }),
  )
})

test('later writes, interleaved over keys, replace their writer’s own values as Yjs does', () => {
  const aTransaction = fc.uniqueArray(fc.tuple(aKey, aValue), { selector: ([key]) => key, minLength: 1 })
  fc.assert(
    fc.property(aWriter, fc.array(aTransaction, { minLength: 1, maxLength: 8 }), (writer, transactions) => {
      const at = new Map<string, number>()
      let next = 0
      let built = new Uint8Array(0)
      for (const sets of transactions) {
        const structs = sets.map(([key, value]): NewStruct => ({ key, value, replaces: at.get(key) ?? null }))
        built = encodeUpdate(writer, next, structs)
        for (const [key] of sets) {
          at.set(key, next)
          next += 1
        }
      }
      expect(built).toEqual(byYjs(writer, transactions))
    }),
  )
})

test('a first text counts its UTF-16 units and reads back in Yjs', () => {
  fc.assert(
    fc.property(aWriter, fc.string({ unit: 'grapheme', minLength: 1 }), (writer, text) => {
      const update = encodeUpdate(writer, 0, [
        { key: 'k', value: [1], replaces: null },
        { text: 'description', value: text },
      ])
      const doc = new Y.Doc()
      Y.applyUpdate(doc, update)
      expect(doc.getText('description').toJSON()).toBe(text)
      expect(Y.encodeStateAsUpdate(doc)).toEqual(update)
    }),
  )
})
