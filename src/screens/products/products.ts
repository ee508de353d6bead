import Tag from '~icons/lucide/tag'
import { textInitials } from '../../i18n/names.ts'
import type { Area } from '../area.ts'
import { choiceText, dotted, priceText, textIn } from '../records/list/cell.ts'

export const products: Area = {
  entity: 'product',
  href: '/products',
  title: 'entity.product.many',
  create: 'shell.action.newProduct',
  empty: 'shell.empty.products',
  icon: Tag,
  drawing: 'orders',
  columns: ['name', 'code', 'category', 'kind', 'listPrice', 'unit', 'active'],
  asks: [],
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
      ...(typeof price === 'number' ? { value: priceText(price) } : {}),
      ...(textIn(row['unit']) === '' ? {} : { when: textIn(row['unit']) }),
    }
  },
  form: { first: ['name', 'code', 'listPrice', 'category'], more: ['kind', 'unit', 'active', 'description'] },
  details: ['name', 'code', 'category', 'kind', 'listPrice', 'unit', 'active', 'ownerId', 'description'],
  related: [],
}
