import { entityOf, type Id } from '../../core/ids.ts'
import { applied } from '../../domain/change.ts'
import type { Problem, Values } from '../../domain/check.ts'
import type { EntityName } from '../../domain/entities.ts'
import type { Known } from '../../domain/rules/rule.ts'
import { makesCircle } from '../../domain/contact/orgchart.ts'
import { stageAsks, stageNeeds } from '../../domain/rules/stageneeds.ts'
import type { Wanted } from './expand.ts'

const movesDeal = ({ id, changes }: Wanted['edits'][number]): boolean =>
  entityOf(id) === 'deal' && changes.some(({ path }) => path === 'stageId')

/** Columns that say whether it may be: a stage's demands, and who reports to whom. Nothing where nothing is to be asked. */
export const asked = ({ creates, edits }: Wanted): readonly (readonly [entity: EntityName, columns: readonly string[]])[] => [
  ...(edits.some(movesDeal) || creates.some(({ id }) => entityOf(id) === 'deal') ? [['stage', stageAsks] as const] : []),
  ...(managersIn(edits).size > 0 ? [['contact', ['reportsToId']] as const] : []),
]

/** The managers that edits give, by who gets one. */
const managersIn = (edits: Wanted['edits']): ReadonlyMap<Id, unknown> =>
  new Map(
    edits.flatMap(({ id, changes }) =>
      entityOf(id) === 'contact' ? changes.flatMap(({ path, value }) => (path === 'reportsToId' ? [[id, value] as const] : [])) : [],
    ),
  )

/** Nobody comes to be a superior of their own. */
const circlesIn = (edits: Wanted['edits'], { value }: Known): readonly Problem[] => {
  const managers = managersIn(edits)
  const managerOf = (id: Id): Id | null => {
    const manager = managers.has(id) ? managers.get(id) : value(id, 'reportsToId')
    return typeof manager === 'string' ? manager : null
  }
  return [...managers].flatMap(([id, manager]) =>
    typeof manager === 'string' && makesCircle(id, manager, managerOf) ? [{ path: 'reportsToId', code: 'circle' as const }] : [],
  )
}

/** What keeps these writes from being made: fields that a stage asks for and that are empty, and a circle of managers. */
export const refusals = async (
  { creates, edits }: Wanted,
  known: Known,
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Values>>,
): Promise<readonly Problem[]> => {
  const moved = edits.filter(movesDeal)
  const held = await read(moved.map(({ id }) => id))
  const fields = known.fieldsOf('deal')
  return [
    ...circlesIn(edits, known),
    ...creates.flatMap(({ id, values }) => stageNeeds({ id, entity: entityOf(id), before: null, after: values }, known)),
    ...moved.flatMap(({ id, changes }) => {
      const before = held.get(id)
      return before === undefined ? [] : stageNeeds({ id, entity: 'deal', before, after: applied(fields, before, changes) }, known)
    }),
  ]
}
