import { utf8 } from '../core/bytes.ts'
import { clockAt } from '../core/clock.ts'
import type { Id } from '../core/ids.ts'
import type { Entity } from '../domain/entity.ts'
import { creationStructs, type Author } from './change.ts'
import { writerKey } from './scan.ts'
import { readStructs } from './structs.ts'
import { ROOT } from './update.ts'

/*
 * A record that every device makes alike (a converted lead's contact, a reminder of this year's birthday) is written under a client id that is the
 * hash of what it says. Equal contents are the same bytes wherever they are made, so that they merge to one; unequal ones merge as two writers do.
 * Anyone may carry such an id, and everyone checks it.
 */

/** Devices draw theirs from 32 bits. */
const FIRST = 2 ** 32
export const isDerived = (writer: number): boolean => writer >= FIRST

/** Who writes a derived record. `at`: epoch ms, the moment that every device derives alike. Notes (prose) have no part in one. */
export const derivedAuthor = async (id: Id, entity: Entity, fields: Readonly<Record<string, unknown>>, at: number): Promise<Author> => {
  const clock = clockAt(at)
  const said = creationStructs(entity, fields, 0, clock).map((struct): readonly [string, unknown] => {
    if ('text' in struct) throw new Error('a derived record holds no notes')
    return [struct.key.slice(writerKey(0).length), struct.value]
  })
  return { writer: await writerOf(id, said), clock: { next: () => clock } }
}

/** Whether an update is a derived record as its client id says. */
export const isGenuine = async (id: Id, update: Uint8Array): Promise<boolean> => {
  const structs = readStructs(update)
  const writer = structs[0]?.writer ?? 0
  const key = writerKey(writer)
  const said = structs.map(({ item }, at): readonly [string, unknown] | null =>
    structs[at]?.writer === writer && structs[at].clock === at && item?.root === ROOT && item.key?.startsWith(key) === true
      ? [item.key.slice(key.length), item.values?.[0]]
      : null,
  )
  return said.every((one) => one !== null) && (await writerOf(id, said)) === writer
}

/** 52 bits of SHA-256, above those that devices draw. */
const writerOf = async (id: Id, said: readonly (readonly [string, unknown])[]): Promise<number> => {
  const hash = new DataView(await crypto.subtle.digest('SHA-256', utf8(JSON.stringify([id, said]))))
  return FIRST + hash.getUint32(0) * 2 ** 20 + (hash.getUint32(4) >>> 12)
}
