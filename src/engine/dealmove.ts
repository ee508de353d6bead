import { newItemId, type Id } from '../core/ids.ts'
import type { Change } from '../store/change.ts'
import type { EditRequest } from './protocol.ts'
import type { Session } from './session.ts'

interface DealMove {
  readonly id: Id
  readonly sortKey: string | null
}

/** What several deals that move together change. */
export const dealMoves = async (
  session: Session,
  ensure: (entity: string, columns: readonly string[]) => Promise<unknown>,
  moves: readonly DealMove[],
  stageId: Id,
): Promise<readonly EditRequest[]> => {
  await Promise.all([ensure('deal', ['stageId']), ensure('stage', ['type'])])
  return moves.map(({ id, sortKey }) => ({ id, changes: dealMove(session, id, stageId, sortKey) }))
}

/** A deal in another stage: the register, a line of its stage history, and the day it closed where the stage closes it. */
export const dealMove = ({ tables, now, random, held }: Session, id: Id, stageId: Id, sortKey: string | null): readonly Change[] => {
  const deals = tables.rows('deal')
  const row = deals.rowOf(id)
  const fromId = row < 0 ? null : deals.column('stageId')?.get(row)
  const place: readonly Change[] = sortKey === null ? [] : [{ path: 'sortKey', value: sortKey }]
  if (fromId === stageId) return place
  const stages = tables.rows('stage')
  const type = stages.column('type')?.get(stages.rowOf(stageId))
  const isClosed = type === 'won' || type === 'lost'
  const at = now()
  // A log's place is its time: eleven digits of base-10 milliseconds sort as text.
  const line = { order: `a${String(Math.floor(at)).padStart(14, '0')}`, fromId, toId: stageId, at: Math.floor(at), byId: held.memberId }
  return [
    { path: 'stageId', value: stageId },
    { path: `stageHistory/${newItemId(random)}`, value: line },
    { path: 'closedAt', value: isClosed ? Math.floor(at) : null },
    ...place,
  ]
}
