import * as Y from 'yjs'
import type { Entity } from '../domain/entity.ts'
import type { Change } from '../domain/change.ts'
import { ROOT } from './update.ts'

/** Drops replaced values: loaded with garbage collection, encoded again. `mergeUpdates` alone shrinks nothing. */
export const compact = (doc: Uint8Array): Uint8Array => withDocument(doc, (loaded) => Y.encodeStateAsUpdate(loaded))

/** Texts by field. The one part of a record that needs a document to be read. */
export const textsOf = (entity: Entity, doc: Uint8Array): Record<string, string> =>
  withDocument(doc, (loaded) => {
    const names = Object.entries(entity.fields).flatMap(([name, { merge }]) => (merge === 'text' ? [name] : []))
    return Object.fromEntries(names.map((name) => [name, plain(loaded.getText(name))]))
  })

/** Only what stands under `key` is kept. Nobody's count of their own changes begins anew: what they write later still finds its place. */
export const emptied = (doc: Uint8Array, key: string): Uint8Array =>
  withDocument(doc, (loaded) => {
    loaded.transact(() => {
      const map = loaded.getMap(ROOT)
      for (const other of map.keys()) if (other !== key) map.delete(other)
      for (const name of loaded.share.keys()) if (name !== ROOT) loaded.getText(name).delete(0, loaded.getText(name).length)
    })
    return Y.encodeStateAsUpdate(loaded)
  })

export interface Typed {
  readonly doc: Uint8Array
  readonly update: Uint8Array
  readonly before: readonly { readonly path: string; readonly before: string }[]
}

/** Types the difference between what stands and what is wanted: only the middle that changed, so that a teammate's words around it stay. */
export const writeTexts = (doc: Uint8Array, texts: readonly Change[], writer: number): Typed =>
  withDocument(doc, (loaded) => {
    loaded.clientID = writer // set after the state is applied: Yjs picks another id when it meets its own
    const vector = Y.encodeStateVector(loaded)
    const before: { path: string; before: string }[] = []
    loaded.transact(() => {
      for (const { path, value } of texts) {
        const text = loaded.getText(path)
        const old = plain(text)
        const { start, removed, added } = difference(old, typeof value === 'string' ? value : '')
        before.push({ path, before: old })
        if (removed > 0) text.delete(start, removed)
        if (added.length > 0) text.insert(start, added)
      }
    })
    return { doc: Y.encodeStateAsUpdate(loaded), update: Y.encodeStateAsUpdate(loaded, vector), before }
  })

const withDocument = <T>(doc: Uint8Array, use: (loaded: Y.Doc) => T): T => {
  const loaded = new Y.Doc()
  if (doc.length > 0) Y.applyUpdate(loaded, doc)
  const result = use(loaded)
  loaded.destroy()
  return result
}

const plain = (text: Y.Text): string => text.toJSON()

/** The one run that differs, never cutting a surrogate pair in two. */
export const difference = (old: string, wanted: string): { readonly start: number; readonly removed: number; readonly added: string } => {
  const shorter = Math.min(old.length, wanted.length)
  let start = 0
  while (start < shorter && old.charCodeAt(start) === wanted.charCodeAt(start)) start += 1
  if (isHigh(old.charCodeAt(start - 1))) start -= 1
  let tail = 0
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === wanted.charCodeAt(wanted.length - 1 - tail)) tail += 1
  if (isLow(old.charCodeAt(old.length - tail))) tail -= 1
  return { start, removed: old.length - start - tail, added: wanted.slice(start, wanted.length - tail) }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
