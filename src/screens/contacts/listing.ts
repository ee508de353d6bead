import { initials, textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { dotted, moneyText, nameIn, textIn, whenText } from '../records/list/cell.ts'

export const listing: ListArea = {
  ...areaByEntity.contact,
  empty: 'shell.empty.contacts',
  drawing: 'people',
  columns: ['name', 'companyId', 'jobTitle', 'phones', 'emails', 'lastActivityAt', 'ownerId'],
  reads: ['name', 'jobTitle', 'companyId', 'revenue', 'lastActivityAt', 'lastOrderAt'],
  sort: [{ column: 'name' }],
  sums: [],
  groups: ['lifecycleStage', 'companyId', 'jobTitle', 'preferredChannel', 'interests', 'ownerId', 'createdAt'],
  views: [
    { title: 'view.mine', filter: { column: 'ownerId', op: 'is', value: '$me' } },
    {
      title: 'view.contact.new',
      filter: { column: 'createdAt', op: 'within', value: 'last30' },
      sort: [{ column: 'createdAt', descending: true }],
    },
    {
      title: 'view.contact.buyers',
      filter: { column: 'orderCount', op: 'above', value: 0 },
      sort: [{ column: 'revenue', descending: true }],
    },
    { title: 'view.declining', filter: { column: 'lifecycleStage', op: 'is', value: 'declining' }, sort: [{ column: 'lastOrderAt' }] },
    {
      title: 'view.stale',
      filter: {
        all: [
          { not: { column: 'updatedAt', op: 'within', value: 'fresh' } },
          { not: { column: 'lastActivityAt', op: 'within', value: 'fresh' } },
        ],
      },
      sort: [{ column: 'updatedAt' }],
    },
    { title: 'view.contact.quiet', filter: { not: { column: 'lastActivityAt', op: 'within', value: 'last90' } } },
  ],
  line: (row, moment) => {
    const name = nameIn(row['name'])
    const title = textIn(row['name'])
    return {
      title,
      initials: name === null ? textInitials(title) : initials(name),
      context: dotted(textIn(row['jobTitle']), textIn(row['companyId'])),
      ...moneyText('value', row['revenue']),
      ...whenText(row['lastActivityAt'] ?? row['lastOrderAt'], moment),
    }
  },
}
