import { initials, textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { choiceText, dotted, moneyText, nameIn, textIn, whenText } from '../records/list/cell.ts'
import type { Tone } from '../../ui/signs/tone.ts'

const toneByStatus: Readonly<Partial<Record<string, Tone>>> = {
  new: 'accent',
  assigned: 'accent',
  working: 'warn',
  qualified: 'good',
  converted: 'good',
}
const isOpen = { column: 'status', op: 'noneOf', value: ['converted', 'unqualified'] } as const

export const listing: ListArea = {
  ...areaByEntity.lead,
  empty: 'shell.empty.leads',
  drawing: 'people',
  columns: ['name', 'companyName', 'status', 'rating', 'fitScore', 'source', 'expectedAmount', 'lastActivityAt', 'ownerId'],
  reads: ['name', 'companyName', 'status', 'source', 'expectedAmount', 'lastActivityAt', 'createdAt'],
  sort: [{ column: 'fitScore', descending: true }],
  sums: ['expectedAmount'],
  groups: ['status', 'source', 'rating', 'industry', 'ownerId', 'createdAt'],
  views: [
    { title: 'view.lead.open', filter: isOpen },
    {
      title: 'view.lead.new',
      filter: { column: 'status', op: 'anyOf', value: ['new', 'assigned'] },
      sort: [{ column: 'createdAt', descending: true }],
    },
    { title: 'view.lead.hot', filter: { all: [isOpen, { column: 'rating', op: 'is', value: 'hot' }] } },
    { title: 'view.mine', filter: { all: [isOpen, { column: 'ownerId', op: 'is', value: '$me' }] } },
  ],
  line: (row, moment) => {
    const name = nameIn(row['name'])
    const title = textIn(row['name'])
    const status = textIn(row['status'])
    const source = textIn(row['source'])
    return {
      title,
      initials: name === null ? textInitials(title) : initials(name),
      context: dotted(textIn(row['companyName']), source === '' ? '' : choiceText('lead', 'source', source)),
      ...moneyText('value', row['expectedAmount']),
      ...whenText(row['lastActivityAt'] ?? row['createdAt'], moment),
      ...(status === '' ? {} : { chip: { text: choiceText('lead', 'status', status), tone: toneByStatus[status] ?? 'plain' } }),
    }
  },
}
