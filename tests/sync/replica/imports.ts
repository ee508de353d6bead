import { newId } from '../../../src/core/ids.ts'
import { createLoader } from '../../../src/engine/loader.ts'
import { leaveTables } from '../../../src/engine/takenback.ts'
import { NOON } from '../../engine/profile.ts'
import { valueOf } from '../../engine/wanted.ts'
import type { Seat } from './seat.ts'

/** An import of so many companies; answers their ids. */
export const importAt = async ({ book, profile }: Seat, importId: string, count: number): Promise<readonly string[]> => {
  const loader = createLoader(book().session, importId)
  const ids = Array.from({ length: count }, () => newId('company', NOON, profile.random))
  for (const [i, id] of ids.entries()) valueOf(await loader.add({ entity: 'company', id, fields: { name: `Company ${i}` } }))
  valueOf(await loader.finish())
  return ids
}

export const takeBack = async ({ book }: Seat, importId: string): Promise<void> => {
  const { session, index } = book()
  await leaveTables(session, index, await session.store.removeImport(importId), true)
}
