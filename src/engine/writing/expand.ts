import { entityOf, idFrom, type Id } from '../../core/ids.ts'
import { applied, type Change } from '../../domain/change.ts'
import type { Values } from '../../domain/check.ts'
import type { Act, Happening, Known, Rule } from '../../domain/rules/rule.ts'

/** A new record; `derivedAt`: epoch ms at which every device makes it alike. */
export type Creation = Omit<Act & { readonly kind: 'create' }, 'kind'>
export type Edit = Omit<Act & { readonly kind: 'edit' }, 'kind'>
/** What is to be written in one commit. */
export interface Wanted {
  readonly creates: readonly Creation[]
  readonly edits: readonly Edit[]
}

/** Rules answer rules so many times; none of ours goes deeper than three. */
const DEPTH = 5

const isHeard = ({ hears, of }: Rule, id: Id, changes: readonly Change[] | null): boolean =>
  hears.includes(entityOf(id)) &&
  (of === undefined || changes === null || changes.some(({ path }) => of.includes(path.split('/')[0] ?? path)))

/** The rules that have to do with any of it. */
export const rulesFor = (rules: readonly Rule[], { creates, edits }: Wanted): readonly Rule[] =>
  rules.filter((rule) => creates.some(({ id }) => isHeard(rule, id, null)) || edits.some(({ id, changes }) => isHeard(rule, id, changes)))

/**
 * What is wanted, and behind it all that the rules add. `read` answers records as they stand; those that are gone are left out. What the book holds
 * already, in the trash or not, is not made again.
 */
export const expanded = async (
  wanted: Wanted,
  rules: readonly Rule[],
  known: Known,
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Values>>,
): Promise<Wanted> => {
  const creates = new Map(wanted.creates.map((one) => [one.id, one]))
  const edits = new Map<Id, readonly Change[]>()
  for (const { id, changes } of wanted.edits) edits.set(id, [...(edits.get(id) ?? []), ...changes])
  /** As they stand with all that is to be written so far. */
  const standing = new Map<Id, Values>(wanted.creates.map(({ id, values }) => [id, values]))
  let fresh: Wanted = { creates: wanted.creates, edits: [...edits].map(([id, changes]) => ({ id, changes })) }

  for (let depth = 0; depth < DEPTH; depth += 1) {
    const heard = rulesFor(rules, fresh)
    if (heard.length === 0) break
    const unread = fresh.edits.filter(({ id, changes }) => !standing.has(id) && heard.some((rule) => isHeard(rule, id, changes)))
    for (const [id, values] of await read(unread.map(({ id }) => id))) standing.set(id, values)
    const happenings = [
      ...fresh.creates.map(({ id, values }) => ({ happening: { id, entity: entityOf(id), before: null, after: values }, changes: null })),
      ...fresh.edits.flatMap((edit) => editHappening(edit, standing, known)),
    ]
    for (const { happening } of happenings) standing.set(happening.id, happening.after)
    const acts = heard.flatMap((rule) => {
      const theirs = happenings.filter(({ happening: { id }, changes }) => isHeard(rule, id, changes)).map(({ happening }) => happening)
      return theirs.length === 0 ? [] : rule.run(theirs, known)
    })
    fresh = await split(acts, (id) => creates.has(id) || known.holds(id))
    // What was undone with the step that made it comes back with the next that would.
    fresh = { ...fresh, edits: [...fresh.edits, ...(await backFromTrash(acts, known))] }
    for (const one of fresh.creates) creates.set(one.id, one)
    for (const { id, changes } of fresh.edits) {
      const made = creates.get(id)
      if (made === undefined) edits.set(id, [...(edits.get(id) ?? []), ...changes])
      else creates.set(id, { ...made, values: applied(known.fieldsOf(entityOf(id)), made.values, changes) })
    }
  }
  return { creates: [...creates.values()], edits: [...edits].map(([id, changes]) => ({ id, changes })) }
}

const editHappening = (
  { id, changes }: Edit,
  standing: ReadonlyMap<Id, Values>,
  { fieldsOf }: Known,
): readonly { readonly happening: Happening; readonly changes: readonly Change[] }[] => {
  const before = standing.get(id)
  if (before === undefined) return []
  const entity = entityOf(id)
  return [{ happening: { id, entity, before, after: applied(fieldsOf(entity), before, changes) }, changes }]
}

/** What acts ask for; `isMade` says what is there already. */
export const split = async (acts: readonly Act[], isMade: (id: Id) => boolean): Promise<Wanted> => ({
  creates: (await Promise.all(acts.map(creationOf))).flatMap((one) => (one === null || isMade(one.id) ? [] : [one])),
  edits: acts.flatMap((act) => (act.kind === 'edit' ? [act] : [])),
})

const backFromTrash = async (acts: readonly Act[], { isTrashed }: Known): Promise<readonly Edit[]> => {
  const ids = await Promise.all(acts.flatMap((act) => (act.kind === 'derive' ? [idFrom(act.entity, act.from)] : [])))
  return ids.filter(isTrashed).map((id) => ({ id, changes: [{ path: 'deletedAt', value: null }] }))
}

const creationOf = async (act: Act): Promise<Creation | null> => {
  if (act.kind === 'edit') return null
  return act.kind === 'create' ? act : { id: await idFrom(act.entity, act.from), values: act.values, derivedAt: act.at }
}
