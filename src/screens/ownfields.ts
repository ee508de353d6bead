import type { EntityFacts } from '../engine/facts.ts'
import { hasBook } from './book.svelte.ts'
import { entityFacts } from './fields.ts'
import type { ListArea, RecordArea } from './area.ts'

/** What a team fills in last: its own fields stand before it on a record's page. */
const trailing = ['tagIds', 'ownerId', 'description']

const known = new WeakMap<EntityFacts, WeakMap<ListArea, ListArea>>()

/** An area with the fields that the team made: in its table, form, page and groups. The same object for as long as they stay as they are. */
export const withOwnFields = <A extends ListArea | RecordArea>(area: A): A => {
  if (!hasBook()) return area
  const facts = entityFacts(area.entity)
  const own = Object.values(facts.fields).filter(({ isCustom }) => isCustom)
  if (own.length === 0) return area
  const made = known.get(facts) ?? new WeakMap<ListArea, ListArea>()
  known.set(facts, made)
  const kept = made.get(area)
  if (kept !== undefined) return kept as A // kept under the area that it was made of
  const names = own.map(({ name }) => name)
  const written = own.filter(({ merge }) => merge !== 'calc')
  const first = written.filter(({ required }) => required).map(({ name }) => name)
  const more = written.filter(({ required }) => !required).map(({ name }) => name)
  const groups = own.filter(({ kind }) => ['choice', 'picks', 'ref', 'flag', 'day'].includes(kind)).map(({ name }) => name)
  // A table has no room for all of its columns: the last two give way first.
  const columns = [...area.columns.slice(0, -2), ...names, ...area.columns.slice(-2)]
  const listed = { ...area, columns, groups: [...area.groups, ...groups] }
  const next = 'details' in area ? { ...listed, ...pageParts(area, names, first, more) } : listed
  made.set(area, next)
  return next
}

const pageParts = (
  { form, details }: RecordArea,
  names: readonly string[],
  first: readonly string[],
  more: readonly string[],
): Pick<RecordArea, 'form' | 'details'> => ({
  form: { first: [...form.first, ...first], more: [...form.more, ...more] },
  details: [...details.filter((name) => !trailing.includes(name)), ...names, ...details.filter((name) => trailing.includes(name))],
})
