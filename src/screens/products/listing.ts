import { textInitials } from '../../i18n/names.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { choiceText, dotted, textIn } from '../records/list/cell.ts'
import { isPrice } from '../records/value.ts'

export const listing: ListArea = {
  ...areaByEntity.product,
  empty: 'shell.empty.products',
  drawing: 'orders',
  columns: ['name', 'code', 'category', 'kind', 'listPrice', 'unit', 'active'],
  reads: ['name', 'code', 'category', 'kind', 'listPrice', 'unit'],
  sort: [{ column: 'name' }],
  sums: [],
  groups: ['category', 'kind', 'active'],
  views: [
    { title: 'view.product.active', filter: { column: 'active', op: 'is', value: true } },
    { title: 'view.product.retired', filter: { column: 'active', op: 'isNot', value: true } },
  ],
  line: (row) => {
    const title = textIn(row['name'])
    const price = row['listPrice']
    const kind = textIn(row['kind'])
    return {
      title,
      initials: textInitials(title),
      context: dotted(textIn(row['code']), textIn(row['category']), kind === '' ? '' : choiceText('product', 'kind', kind)),
      ...(isPrice(price) ? { value: i18n.price(price) } : {}),
      ...(textIn(row['unit']) === '' ? {} : { when: textIn(row['unit']) }),
    }
  },
}
