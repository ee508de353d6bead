import { purgeable, purgeDay } from '../trash.ts'
import type { Act } from './rule.ts'
import type { TimedRule } from './timed.ts'

/** What lay in the trash for so long is thrown away for good, on the same day of the workspace wherever that is looked at. */
export const trashEmptied: TimedRule = {
  name: 'trashEmptied',
  isByDay: true,
  isFinal: true,
  asks: purgeable.map((entity) => [entity, ['deletedAt']]),
  due: ({ trashed, dayOf, startOf, today }) =>
    purgeable.flatMap((entity) =>
      trashed(entity).flatMap(({ id, at }): readonly Act[] => {
        const day = purgeDay(dayOf(at))
        return day > today ? [] : [{ kind: 'edit', id, at: startOf(day), changes: [{ path: 'purgedAt', value: startOf(day) }] }]
      }),
    ),
}
