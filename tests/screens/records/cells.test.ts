import { expect, test } from 'vitest'
import type { RecordView } from '../../../src/engine/protocol.ts'
import { cellsOf } from '../../../src/screens/records/page/cells.ts'
import { pageByEntity } from '../../../src/screens/pages.ts'
import { factsOf } from './facts.ts'

test('the head of a page calls what a record is about by name, one or several, as a list does', () => {
  const view: RecordView = {
    id: 'activity_1',
    entity: 'activity',
    fields: { subject: 'Call', kind: 'call', status: 'planned', regardingIds: ['company_1', 'deal_1'], assigneeId: 'member_1' },
    calc: {},
    titles: { company_1: 'Lotus', deal_1: 'Roaster', member_1: 'Dao' },
    createdAt: 0,
    updatedAt: 0,
    history: [],
    conflicts: [],
    isNewer: false,
  }
  const cells = cellsOf(view, factsOf('activity'))
  expect(cells['assigneeId']).toEqual({ id: 'member_1', title: 'Dao' })
  expect(pageByEntity.activity.line(cells, { now: 0, today: '2026-01-05' }).context).toMatch(/Lotus · Roaster$/)
})
