import { entityOf } from '../../core/ids.ts'
import { each, idsIn, isChanged, type Rule } from './rule.ts'

/** The first talk with a lead is when it was answered; one that nobody had touched is being worked on from then. */
export const leadAnswered: Rule = {
  name: 'leadAnswered',
  hears: ['activity'],
  of: ['status', 'regardingIds'],
  asks: [['lead', ['firstResponseAt', 'status']]],
  run: each((happening, { now, value }) => {
    const { after } = happening
    if (after['status'] !== 'done' || after['kind'] === 'note' || !(isChanged(happening, 'status') || isChanged(happening, 'regardingIds')))
      return []
    return idsIn(after['regardingIds'])
      .filter((id) => entityOf(id) === 'lead' && value(id, 'firstResponseAt') === null)
      .map((id) => ({
        kind: 'edit',
        id,
        changes: [
          { path: 'firstResponseAt', value: Math.floor(now) },
          ...(value(id, 'status') === 'new' || value(id, 'status') === 'assigned' ? [{ path: 'status', value: 'working' }] : []),
        ],
      }))
  }),
}
