import { i18n } from '../../i18n/i18n.svelte.ts'
import { textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { choiceText, dotted, moneyText, textIn, whenText } from '../records/list/cell.ts'
import type { Tone } from '../../ui/signs/tone.ts'

const toneByType: Readonly<Partial<Record<string, Tone>>> = { customer: 'good', prospect: 'accent' }

export const listing: ListArea = {
  ...areaByEntity.company,
  empty: 'shell.empty.companies',
  drawing: 'people',
  columns: ['name', 'type', 'industry', 'phones', 'revenue', 'lastActivityAt', 'ownerId'],
  reads: ['name', 'type', 'industry', 'orderCount', 'revenue', 'lastActivityAt', 'lastOrderAt'],
  sort: [{ column: 'name' }],
  sums: ['revenue'],
  groups: ['type', 'lifecycleStage', 'industry', 'rating', 'employees', 'ownerId', 'createdAt'],
  views: [
    {
      title: 'view.company.customers',
      filter: { column: 'type', op: 'is', value: 'customer' },
      sort: [{ column: 'revenue', descending: true }],
    },
    { title: 'view.company.prospects', filter: { column: 'type', op: 'is', value: 'prospect' } },
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
    { title: 'view.company.quiet', filter: { not: { column: 'lastActivityAt', op: 'within', value: 'last90' } } },
    { title: 'view.mine', filter: { column: 'ownerId', op: 'is', value: '$me' } },
  ],
  line: (row, moment) => {
    const title = textIn(row['name'])
    const type = textIn(row['type'])
    return {
      title,
      initials: textInitials(title),
      context: dotted(textIn(row['industry']), orders(row['orderCount'])),
      ...moneyText('value', row['revenue']),
      ...whenText(row['lastActivityAt'] ?? row['lastOrderAt'], moment),
      ...(type === '' ? {} : { chip: { text: choiceText('company', 'type', type), tone: toneByType[type] ?? 'plain' } }),
    }
  },
}

const orders = (count: unknown): string => (typeof count === 'number' && count > 0 ? i18n.t('entity.order.count', { count }) : '')
