import Dexie, { type EntityTable } from 'dexie'
import * as Y from 'yjs'
import { contactsOf } from './build.ts'

interface DocRow {
  readonly id: string
  readonly name: string
  readonly doc: Uint8Array
}

/** One Y.Doc a record in Dexie, as apps on Yjs keep them: read, edit, write back whole, durable. ms each. */
export const yjsEdits = async (count: number): Promise<readonly number[]> => {
  const database = new Dexie('peer-yjs', { chromeTransactionDurability: 'strict' }) as Dexie & { docs: EntityTable<DocRow, 'id'> } // declared next
  database.version(1).stores({ docs: 'id, name' })
  const contacts = contactsOf(0.02)
  await database.docs.bulkAdd(contacts.map(({ id, fields }) => ({ id, name: JSON.stringify(fields['name']), doc: docOf(fields) })))
  const times: number[] = []
  for (let at = -20; at < count; at += 1) {
    const id = contacts[(Math.abs(at) * 37) % contacts.length]?.id ?? ''
    const start = performance.now()
    const row = await database.docs.get(id)
    if (row === undefined) throw new Error('lost')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, row.doc)
    doc.getMap('r').set('jobTitle', `Edited ${at}`)
    await database.docs.put({ ...row, doc: Y.encodeStateAsUpdate(doc) })
    if (at >= 0) times.push(performance.now() - start)
  }
  await database.delete()
  return times
}

const docOf = (fields: Readonly<Record<string, unknown>>): Uint8Array => {
  const doc = new Y.Doc()
  doc.transact(() => Object.entries(fields).forEach(([name, value]) => doc.getMap('r').set(name, value)))
  return Y.encodeStateAsUpdate(doc)
}
