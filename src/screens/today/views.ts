import { ME, type View } from '../../tables/view.ts'

const isMine = { column: 'ownerId', op: 'is', value: ME } as const

/** Open deals of mine that were to close by the end of this week. */
export const closingDeals: View = {
  entity: 'deal',
  filter: {
    all: [
      isMine,
      { column: 'stageId.type', op: 'is', value: 'open' },
      {
        any: [
          { column: 'expectedCloseDate', op: 'within', value: 'overdue' },
          { column: 'expectedCloseDate', op: 'within', value: 'thisWeek' },
        ],
      },
    ],
  },
  sort: [{ column: 'expectedCloseDate' }],
  sums: ['amount'],
}

/** Leads of mine that nobody has talked to. */
export const newLeads: View = {
  entity: 'lead',
  filter: { all: [isMine, { column: 'status', op: 'anyOf', value: ['new', 'assigned'] }] },
  sort: [{ column: 'createdAt', descending: true }],
}
