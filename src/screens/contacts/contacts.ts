import Person from '~icons/lucide/user'
import { initials, textInitials } from '../../i18n/names.ts'
import type { Area } from '../area.ts'
import { dotted, moneyText, nameIn, textIn, whenText } from '../records/list/cell.ts'

export const contacts: Area = {
  entity: 'contact',
  href: '/contacts',
  title: 'entity.contact.many',
  create: 'shell.action.newContact',
  empty: 'shell.empty.contacts',
  icon: Person,
  drawing: 'people',
  columns: ['name', 'companyId', 'jobTitle', 'phones', 'emails', 'lastActivityAt', 'ownerId'],
  reads: ['name', 'jobTitle', 'companyId', 'revenue', 'lastActivityAt', 'lastOrderAt'],
  sort: [{ column: 'name' }],
  sums: [],
  groups: ['companyId', 'jobTitle', 'preferredChannel', 'interests', 'ownerId', 'createdAt'],
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
  form: {
    first: ['name', 'companyId', 'phones', 'emails'],
    more: [
      'jobTitle',
      'department',
      'preferredChannel',
      'preferredHours',
      'language',
      'birthDate',
      'interests',
      'address',
      'code',
      'description',
    ],
  },
  details: [
    'name',
    'companyId',
    'jobTitle',
    'department',
    'phones',
    'emails',
    'preferredChannel',
    'preferredHours',
    'language',
    'birthDate',
    'interests',
    'address',
    'code',
    'ownerId',
    'description',
  ],
  related: [
    { entity: 'deal', by: 'primaryContactId', sums: ['amount'] },
    { entity: 'order', by: 'contactId', sums: ['total'] },
  ],
}
