import { textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { choiceText, dotted, moneyText, textIn, whenText } from '../records/list/cell.ts'
import type { Tone } from '../../ui/signs/tone.ts'

const toneByStatus: Readonly<Partial<Record<string, Tone>>> = {
  draft: 'plain',
  confirmed: 'accent',
  shipped: 'accent',
  completed: 'good',
  cancelled: 'danger',
  returned: 'warn',
}

export const listing: ListArea = {
  ...areaByEntity.order,
  empty: 'shell.empty.orders',
  drawing: 'orders',
  columns: ['number', 'companyId', 'contactId', 'status', 'total', 'orderedAt', 'paymentStatus'],
  reads: ['number', 'companyId', 'contactId', 'status', 'total', 'orderedAt'],
  sort: [{ column: 'orderedAt', descending: true }],
  sums: ['total'],
  groups: ['status', 'orderedAt', 'companyId', 'contactId', 'paymentStatus', 'ownerId'],
  views: [
    { title: 'view.order.recent', filter: { column: 'orderedAt', op: 'within', value: 'last30' } },
    {
      title: 'view.order.unpaid',
      filter: {
        all: [
          { column: 'paymentStatus', op: 'anyOf', value: ['unpaid', 'partial'] },
          { column: 'status', op: 'noneOf', value: ['draft', 'cancelled'] },
        ],
      },
    },
    { title: 'view.order.drafts', filter: { column: 'status', op: 'is', value: 'draft' } },
    { title: 'view.order.returned', filter: { column: 'status', op: 'is', value: 'returned' } },
  ],
  line: (row, moment) => {
    const number = textIn(row['number'])
    const customer = textIn(row['companyId']) || textIn(row['contactId'])
    const status = textIn(row['status'])
    return {
      title: customer || number,
      initials: textInitials(customer || number),
      context: dotted(customer === '' ? '' : number, customer === textIn(row['contactId']) ? '' : textIn(row['contactId'])),
      ...moneyText('value', row['total']),
      ...whenText(row['orderedAt'], moment),
      ...(status === '' ? {} : { chip: { text: choiceText('order', 'status', status), tone: toneByStatus[status] ?? 'plain' } }),
    }
  },
}
