import type { TakenBack } from '../store/takeback.ts'
import type { RowChange } from '../tables/column.ts'
import type { Index } from './indexing.ts'
import { refById, type Session } from './session.ts'

const AT_ONCE = 1_000

/** Records of imports that were taken back leave the tables, but for those that are elsewhere too; answers how many went. `isOwn`: by this person, just now. */
export const leaveTables = async (session: Session, index: Index, { ids, n }: TakenBack, isOwn: boolean): Promise<number> => {
  let gone = 0
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const refs = ids.slice(at, at + AT_ONCE).flatMap((id) => refById(session, id) ?? [])
    const kept = await session.store.states(refs)
    const changes = refs.filter(({ id }) => !kept.has(id)).map((ref): RowChange => ({ ...ref, record: null }))
    gone += changes.length
    session.announce(session.tables.apply(changes), isOwn)
    await session.pause()
  }
  await index.tookBack(n)
  return gone
}
