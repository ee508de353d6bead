import type { Id } from '../../core/ids.ts'
import { colleaguesOf } from '../../domain/team/myteam.ts'
import type { Asking } from '../asking.ts'
import { LIVE, type Rows } from '../column.ts'
import { MY_TEAM, type Condition, type Filter } from '../view.ts'
import type { Read } from './path.ts'

/** What must be known to say who is in whose team. */
export const teamReads: readonly Read[] = [
  { entity: 'member', column: 'teamIds' },
  { entity: 'team', column: 'leaderId' },
  { entity: 'team', column: 'parentId' },
]

export const asksForTeam = ({ value }: Condition): boolean => value === MY_TEAM || (Array.isArray(value) && value.includes(MY_TEAM))
export const mentionsTeam = (filter: Filter): boolean => {
  if ('all' in filter) return filter.all.some(mentionsTeam)
  if ('any' in filter) return filter.any.some(mentionsTeam)
  return 'not' in filter ? mentionsTeam(filter.not) : asksForTeam(filter)
}

const idIn = (value: unknown): Id | null => (typeof value === 'string' ? value : null)
const idsIn = (value: unknown): readonly Id[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [])
const liveIn = (rows: Rows): readonly number[] =>
  Array.from({ length: rows.length }, (_, row) => row).filter((row) => rows.live[row] === LIVE)

/** The members that `MY_TEAM` stands for. */
export const myTeam = ({ rows, me }: Asking): ReadonlySet<Id> => {
  if (me === null) return new Set()
  const [members, teams] = [rows('member'), rows('team')]
  return colleaguesOf(
    me,
    liveIn(members).map((row) => ({ id: members.idOf(row), teamIds: idsIn(members.column('teamIds')?.get(row)) })),
    liveIn(teams).map((row) => ({
      id: teams.idOf(row),
      parentId: idIn(teams.column('parentId')?.get(row)),
      leaderId: idIn(teams.column('leaderId')?.get(row)),
    })),
  )
}
