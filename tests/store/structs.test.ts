import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readStructs, type Struct } from '../../src/store/structs.ts'

type Step =
  | { readonly kind: 'set'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'drop'; readonly key: string }
  | { readonly kind: 'write'; readonly at: number; readonly text: string; readonly bold: boolean }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'push'; readonly values: readonly unknown[] }
  | { readonly kind: 'nest'; readonly key: string; readonly which: number }

const aKey = fc.constantFrom('a', 'b', 'ลูกค้า/顧客')
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key: aKey, value: fc.jsonValue({ maxDepth: 2 }) }),
  fc.record({ kind: fc.constant('drop' as const), key: aKey }),
  fc.record({
    kind: fc.constant('write' as const),
    at: fc.nat(20),
    text: fc.string({ unit: 'grapheme', minLength: 1 }),
    bold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(20), length: fc.nat(5) }),
  fc.record({ kind: fc.constant('push' as const), values: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('nest' as const), key: aKey, which: fc.nat(6) }),
)

const nested = (which: number): unknown =>
  [
    () => new Y.Map([['k', 1]]),
    () => new Y.Array(),
    () => new Y.Text('x'),
    () => new Y.XmlElement('p'),
    () => new Y.XmlText('y'),
    () => new Y.Doc({ guid: 'inner' }),
    () => new Uint8Array([1, 2, 3]),
  ][which]?.()

const take = (doc: Y.Doc, step: Step): void => {
  const text = doc.getText('description')
  if (step.kind === 'set') doc.getMap('r').set(step.key, step.value)
  else if (step.kind === 'drop') doc.getMap('r').delete(step.key)
  else if (step.kind === 'write') text.insert(Math.min(step.at, text.length), step.text, step.bold ? { bold: true } : undefined)
  else if (step.kind === 'push') doc.getArray('list').push([...step.values])
  else if (step.kind === 'nest') doc.getMap('r').set(step.key, nested(step.which))
  else text.delete(Math.min(step.at, text.length), Math.min(step.length, text.length - Math.min(step.at, text.length)))
}

/** Two people at once, who hear each other halfway. */
const updatesOf = (steps: readonly (readonly [who: number, step: Step])[]): readonly Uint8Array[] => {
  const docs = [1, 2 ** 31 + 5].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const [at, [who, step]] of steps.entries()) {
    const doc = docs[who] ?? new Y.Doc()
    doc.transact(() => take(doc, step))
    if (at !== Math.floor(steps.length / 2)) continue
    for (const one of docs) for (const other of docs) if (one !== other) Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
  }
  return [...updates, ...docs.map((doc) => Y.encodeStateAsUpdate(doc))]
}

const byYjs = (update: Uint8Array): readonly Struct[] =>
  Y.decodeUpdate(update).structs.map((struct): Struct => {
    const { client: writer, clock } = struct.id
    if (!(struct instanceof Y.Item)) return { writer, clock, length: struct.length, item: null }
    const origin = struct.origin === null ? null : { writer: struct.origin.client, clock: struct.origin.clock }
    const parent: unknown = struct.parent
    const root = typeof parent === 'string' ? parent : null
    const values = struct.content instanceof Y.ContentAny ? struct.content.arr : null
    return { writer, clock, length: struct.length, item: { origin, root, key: struct.parentSub, values } }
  })

test('whatever Yjs writes is read as Yjs reads it: values, texts, lists, what was deleted and what is missing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1), aStep), { minLength: 1, maxLength: 20 }), (steps) => {
      const updates = updatesOf(steps)
      const everySecond = updates.filter((_, at) => at % 2 === 0)
      for (const update of [...updates, Y.mergeUpdates(everySecond)]) expect(readStructs(update)).toEqual(byYjs(update))
    }),
    { seed: 20_261_122 },
  )
})

test('an update that is cut short is refused', () => {
  const doc = new Y.Doc()
  doc.getMap('r').set('name', 'Somchai')
  const update = Y.encodeStateAsUpdate(doc)
  for (let length = 0; length < update.length - 1; length += 1) expect(() => readStructs(update.subarray(0, length))).toThrow()
})
