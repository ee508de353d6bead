import { each, isChanged, logPlace, type Rule } from './rule.ts'

/** A deal in another stage gets a line in its stage history, and the day that it closed where the stage closes it. */
export const stageMoved: Rule = {
  name: 'stageMoved',
  hears: ['deal'],
  of: ['stageId'],
  asks: [['stage', ['type']]],
  run: each((happening, { me, now, value, newItemId }) => {
    const { id, before, after } = happening
    // A record that is derived brings the line that every device derives with it.
    const lines = after['stageHistory']
    const hasLine = before === null && Array.isArray(lines) && lines.length > 0
    if (!isChanged(happening, 'stageId') || hasLine) return []
    const type = value(String(after['stageId']), 'type')
    const at = Math.floor(now)
    const line = {
      order: logPlace(at),
      fromId: before?.['stageId'] ?? null,
      toId: after['stageId'],
      at,
      byId: me,
    }
    const closedAt = type === 'won' || type === 'lost' ? at : null
    const isKept = (after['closedAt'] ?? null) === closedAt || (before === null && after['closedAt'] != null)
    return [
      {
        kind: 'edit',
        id,
        changes: [{ path: `stageHistory/${newItemId()}`, value: line }, ...(isKept ? [] : [{ path: 'closedAt', value: closedAt }])],
      },
    ]
  }),
}
