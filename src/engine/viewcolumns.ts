import type { Entity, Fields } from '../domain/entity.ts'
import type { Filter, View, Window } from '../tables/view.ts'
import type { Session } from './session.ts'

type Known = Pick<Session, 'entity'>

/** Every column that answering a view may read, references' names included: what has to be loaded first. */
export const columnsOf = (
  session: Known,
  { entity: name, filter, search, sort = [], group, sums = [] }: View,
  { columns }: Window,
): readonly string[] => {
  const entity = session.entity(name)
  if (entity === null) return []
  const shown = columns ?? [entity.manner.title, ...namesWhere(entity, ({ list }) => list === true)]
  const searched =
    search === undefined
      ? []
      : namesWhere(entity, (field) => field.search === true || Object.values(field.items ?? {}).some((item) => item.search))
  const asked = [
    ...shown,
    ...searched,
    ...filterColumns(filter),
    ...sort.map(({ column }) => column),
    ...(group === undefined ? [] : [group]),
    ...sums,
    'updatedAt',
  ]
  return [...new Set(asked.flatMap((column) => [column, ...titlesBehind(session, entity, column)]))]
}

/** What a record's own page needs, by entity: all its columns, and the titles of whatever its references, its items' references and its history name. */
export const recordColumns = (session: Known, name: string): readonly (readonly [entity: string, columns: readonly string[]])[] => {
  const fields: Fields = session.entity(name)?.fields ?? {}
  const named = Object.values(fields).flatMap(({ to = [], items = {} }) => [
    ...to,
    ...Object.values(items).flatMap((item) => item.to ?? []),
  ])
  const titles = [...new Set([...named, 'member'])].map((to) => [to, [session.entity(to)?.manner.title ?? 'name']] as const)
  return [[name, Object.keys(fields)], ...titles, ['member', ['devices']]]
}

const namesWhere = (entity: Entity, is: (field: Entity['fields'][string]) => boolean): readonly string[] =>
  Object.entries(entity.fields).flatMap(([name, field]) => (is(field) ? [name] : []))

const filterColumns = (filter: Filter | undefined): readonly string[] => {
  if (filter === undefined) return []
  if ('all' in filter) return filter.all.flatMap(filterColumns)
  if ('any' in filter) return filter.any.flatMap(filterColumns)
  return 'not' in filter ? filterColumns(filter.not) : [filter.column]
}

/** `companyId` is drawn, sorted and grouped by `companyId.name`. */
const titlesBehind = (session: Known, entity: Entity, column: string): readonly string[] =>
  (entity.fields[column]?.to ?? []).flatMap((to) => {
    const title = session.entity(to)?.manner.title
    return title === undefined ? [] : [`${column}.${title}`]
  })
