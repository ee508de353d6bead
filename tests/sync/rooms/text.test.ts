import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { movedBy, openText } from '../../../src/sync/rooms/text.ts'

test('a cursor moves with the letters that it stands between', () => {
  const delta = [{ retain: 2 }, { insert: 'xyz' }, { retain: 3 }, { delete: 2 }]
  expect([0, 2, 3, 5, 6, 7, 9].map((at) => movedBy(delta, at))).toEqual([0, 2, 6, 8, 8, 8, 10])
})

test('whatever two people type, each keeps the letter after the cursor', () => {
  const letters = fc.string({ minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, fc.nat(11), (old, added, place) => {
      const doc = new Y.Doc()
      const text = openText(doc, 'note')
      text.write(old)
      const at = place % old.length
      const other = new Y.Doc()
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
      let moved = at
      text.listen((_, by) => (moved = by(at)))
      other.getText('note').insert(at === 0 ? old.length : 0, added)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
      expect(text.read().charAt(moved)).toBe(old.charAt(at))
    }),
    { numRuns: 300, seed: 11 },
  )
})
