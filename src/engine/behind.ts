import { mentionsTeam, teamReads } from '../tables/filter/myteam.ts'
import type { View } from '../tables/view.ts'
import type { Index } from './indexing.ts'
import { ensureModels } from './insight/ensure.ts'
import type { Session } from './session.ts'

/** What stands behind a view beside its own columns: what models compute, and who is in whose team. */
export const ensureBehind = async (
  session: Session,
  index: Pick<Index, 'ensure' | 'whole'>,
  { entity, filter }: View,
  columns: readonly string[],
): Promise<void> => {
  if (filter !== undefined && mentionsTeam(filter)) await Promise.all(teamReads.map((read) => index.ensure(read.entity, [read.column])))
  await ensureModels(session, index.whole, entity, columns)
}
