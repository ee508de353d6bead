import { entityOf, type Id } from '../../core/ids.ts'
import { applied } from '../../domain/change.ts'
import type { Problem, Values } from '../../domain/check.ts'
import type { Known } from '../../domain/rules/rule.ts'
import { stageNeeds } from '../../domain/rules/stageneeds.ts'
import type { Wanted } from './expand.ts'

const movesDeal = ({ id, changes }: Wanted['edits'][number]): boolean =>
  entityOf(id) === 'deal' && changes.some(({ path }) => path === 'stageId')

/** Whether a stage's demands are to be asked at all. */
export const isGuarded = ({ creates, edits }: Wanted): boolean => edits.some(movesDeal) || creates.some(({ id }) => entityOf(id) === 'deal')

/** What keeps these writes from being made: the fields that a stage asks for and that are empty. */
export const refusals = async (
  { creates, edits }: Wanted,
  known: Known,
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Values>>,
): Promise<readonly Problem[]> => {
  const moved = edits.filter(movesDeal)
  const held = await read(moved.map(({ id }) => id))
  const fields = known.fieldsOf('deal')
  return [
    ...creates.flatMap(({ id, values }) => stageNeeds({ id, entity: entityOf(id), before: null, after: values }, known)),
    ...moved.flatMap(({ id, changes }) => {
      const before = held.get(id)
      return before === undefined ? [] : stageNeeds({ id, entity: 'deal', before, after: applied(fields, before, changes) }, known)
    }),
  ]
}
