import { utf8 } from '../core/bytes.ts'
import { clockAt } from '../core/clock.ts'
import type { Id } from '../core/ids.ts'
import type { Result } from '../core/result.ts'
import type { Change } from '../domain/change.ts'
import type { Entity } from '../domain/entity.ts'
import { creationStructs, editStructs, type Author } from './change.ts'
import { merge } from './document.ts'
import { sized, type Written } from './record.ts'
import { registersOf } from './registers.ts'
import { scan, writerKey } from './scan.ts'
import type { State } from './state.ts'
import { readStructs } from './structs.ts'
import { encodeUpdate, ROOT, type NewStruct } from './update.ts'

/*
 * A record that every device makes alike (a converted lead's contact, a reminder of this year's birthday) is written under a client id that is the
 * hash of what it says. Equal contents are the same bytes wherever they are made, so that they merge to one; unequal ones merge as two writers do.
 * What every device changes alike is written in the same manner. Anyone may carry such an id, and everyone checks it.
 */

/** Devices draw theirs from 32 bits. */
const FIRST = 2 ** 32
export const isDerived = (writer: number): boolean => writer >= FIRST

/** Who writes a derived record. `at`: epoch ms, the moment that every device derives alike. Notes (prose) have no part in one. */
export const derivedAuthor = async (id: Id, entity: Entity, fields: Readonly<Record<string, unknown>>, at: number): Promise<Author> => {
  const clock = clockAt(at)
  return { writer: await writerOf(id, saidIn(creationStructs(entity, fields, 0, clock))), clock: { next: () => clock } }
}

/**
 * What every device changes alike, as of `at` (epoch ms); null where it is there already. It stands over what was there until then, and under what
 * anybody writes later. It knows nothing of what stood there, which may differ from device to device, and so leaves no trace in the history.
 */
export const derivedEdit = async (
  id: Id,
  entity: Entity,
  state: State,
  changes: readonly Change[],
  at: number,
): Promise<Result<Written, 'tooLarge'> | null> => {
  const clock = clockAt(at)
  const nothing = scan(new Uint8Array(0))
  const structsBy = (writer: number) =>
    editStructs(entity, nothing, registersOf(nothing), changes, { writer, clock: { next: () => clock }, over: clock }).structs
  const writer = await writerOf(id, saidIn(structsBy(0)))
  if (scan(state.doc).next.has(writer)) return null
  const delta = { update: encodeUpdate(writer, 0, structsBy(writer)), history: [] }
  return sized({ state: merge(state, delta), ...delta, clock })
}

/** What structs of the writer 0 say, whoever will say it. */
const saidIn = (structs: readonly NewStruct[]): readonly (readonly [string, unknown])[] =>
  structs.map((struct) => {
    if ('text' in struct) throw new Error('what is derived holds no notes')
    return [struct.key.slice(writerKey(0).length), struct.value]
  })

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
