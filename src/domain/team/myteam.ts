import type { Id } from '../../core/ids.ts'

export interface Membership {
  readonly id: Id
  readonly teamIds: readonly Id[]
}
export interface TeamNode {
  readonly id: Id
  readonly parentId: Id | null
  readonly leaderId: Id | null
}

/** The teams that somebody belongs to, and those that they lead with all the parts of these. Where two devices made a circle of parts, each counts once. */
export const teamsOf = (me: Id, members: readonly Membership[], teams: readonly TeamNode[]): ReadonlySet<Id> => {
  const own = members.find(({ id }) => id === me)?.teamIds ?? []
  const found = new Set(own.filter((id) => teams.some((team) => team.id === id)))
  const led = teams.filter(({ leaderId }) => leaderId === me).map(({ id }) => id)
  const add = (id: Id): void => {
    if (seen.has(id)) return
    seen.add(id)
    found.add(id)
    for (const part of teams) if (part.parentId === id) add(part.id)
  }
  const seen = new Set<Id>()
  led.forEach(add)
  return found
}

/** Everybody in somebody's teams, they themselves among them; they alone where they have no team. */
export const colleaguesOf = (me: Id, members: readonly Membership[], teams: readonly TeamNode[]): ReadonlySet<Id> => {
  const mine = teamsOf(me, members, teams)
  return new Set([me, ...members.filter(({ teamIds }) => teamIds.some((id) => mine.has(id))).map(({ id }) => id)])
}
