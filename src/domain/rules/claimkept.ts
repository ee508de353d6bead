import type { Change } from '../change.ts'
import { claimsIn, losersOf, ownerOf } from '../activity/claims.ts'
import { each, isChanged, logPlace, textOf, type Act, type Rule } from './rule.ts'
import type { TimedRule } from './timed.ts'

/** Whoever gives work to a team gives it away; whoever takes it out of the queue claims it; whoever gives it back or hands it on releases it. */
export const claimKept: Rule = {
  name: 'claimKept',
  hears: ['activity'],
  of: ['assigneeId', 'queueTeamId'],
  asks: [],
  run: each((happening, { me, now, newItemId }) => {
    const { id, before, after } = happening
    if (textOf(after['queueTeamId']) === '') return []
    if (isChanged(happening, 'queueTeamId'))
      return after['assigneeId'] === me ? [{ kind: 'edit', id, changes: [{ path: 'assigneeId', value: null }] }] : []
    if (!isChanged(happening, 'assigneeId')) return []
    const at = Math.floor(now)
    const line = (memberId: string | null): Change => ({ path: `claims/${newItemId()}`, value: { order: logPlace(at), memberId, at } })
    const [had, has] = [textOf(before?.['assigneeId']), textOf(after['assigneeId'])]
    return [{ kind: 'edit', id, changes: [...(had === '' ? [] : [line(null)]), ...(has === '' ? [] : [line(has)])] }]
  }),
}

/** Of two who took the same work apart, the one who took it first has it; the other is told who, once on however many devices. */
export const claimSettled: TimedRule = {
  name: 'claimSettled',
  asks: [['activity', ['claims.memberId', 'claims.at', 'assigneeId', 'subject', 'updatedAt']]],
  due: ({ having, value }) =>
    having('activity', ['claims.at']).flatMap((id): readonly Act[] => {
      const claims = claimsIn(value(id, 'claims.memberId'), value(id, 'claims.at'))
      const losers = losersOf(claims)
      const owner = ownerOf(claims)
      if (losers.length === 0 || owner === null) return []
      const last = Math.max(...claims.map(({ at }) => at))
      const isWrong = value(id, 'assigneeId') !== owner
      return [
        ...(isWrong
          ? [{ kind: 'edit', id, at: Number(value(id, 'updatedAt')) + 1, changes: [{ path: 'assigneeId', value: owner }] } as const]
          : []),
        ...losers.map((memberId): Act => ({
          kind: 'derive',
          entity: 'notification',
          from: `claimLost/${id}/${memberId}/${last}`,
          at: last,
          values: { memberId, kind: 'claimLost', regardingIds: [id], byId: owner, text: textOf(value(id, 'subject')), at: last },
        })),
      ]
    }),
}
