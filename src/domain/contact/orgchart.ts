import type { Id } from '../../core/ids.ts'

export interface Reporting {
  readonly id: Id
  /** Null of who reports to nobody. */
  readonly managerId: Id | null
}
/** A person and, beneath, all who report to that person. */
export interface Branch {
  readonly id: Id
  readonly reports: readonly Branch[]
  /** The way up from here comes back here: two devices made a circle apart. */
  readonly isCircle: boolean
}

/** Whether a person, given this manager, would be a superior of their own. */
export const makesCircle = (id: Id, managerId: Id, managerOf: (id: Id) => Id | null): boolean =>
  managerId === id || superiorsOf(managerId, managerOf).has(id)

/**
 * Everybody once, in the order given. Managers that are not among the people count for none. A circle is cut above the smallest of its ids, so that
 * every device draws it alike.
 */
export const chartOf = (people: readonly Reporting[]): readonly Branch[] => {
  const given = new Map(people.map(({ id, managerId }) => [id, managerId]))
  const managerOf = (id: Id): Id | null => {
    const manager = given.get(id) ?? null
    return manager !== null && given.has(manager) ? manager : null
  }
  const isHead = (id: Id): boolean => {
    const above = superiorsOf(id, managerOf)
    // The circle itself is what is above each of its own.
    return above.has(id) && [...above].every((one) => id <= one)
  }
  const heads = new Set(people.map(({ id }) => id).filter(isHead))
  const reportsOf = Map.groupBy(people, ({ id }) => (heads.has(id) ? null : managerOf(id)))
  const branchesUnder = (manager: Id | null): readonly Branch[] =>
    (reportsOf.get(manager) ?? []).map(({ id }) => ({ id, reports: branchesUnder(id), isCircle: heads.has(id) }))
  return branchesUnder(null)
}

/** All on the way up, the person's own id among them where the way comes back. */
const superiorsOf = (id: Id, managerOf: (id: Id) => Id | null): ReadonlySet<Id> => {
  const above = new Set<Id>()
  for (let one = managerOf(id); one !== null && !above.has(one); one = managerOf(one)) above.add(one)
  return above
}
