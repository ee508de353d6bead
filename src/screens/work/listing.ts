import { isOpen, openStatuses } from '../../domain/activity/activity.ts'
import { textInitials } from '../../i18n/names.ts'
import type { Condition } from '../../tables/view.ts'
import type { ListArea } from '../area.ts'
import { areaByEntity } from '../areas.ts'
import { choiceText, dotted, textIn, titlesIn, whenText } from '../records/list/cell.ts'
import type { Tone } from '../../ui/signs/tone.ts'

const toneByStatus: Readonly<Partial<Record<string, Tone>>> = { done: 'good', noShow: 'warn' }
const open: Condition = { column: 'status', op: 'anyOf', value: [...openStatuses] }

export const listing: ListArea = {
  ...areaByEntity.activity,
  empty: 'shell.empty.activities',
  drawing: 'today',
  columns: ['subject', 'kind', 'status', 'regardingIds', 'at', 'assigneeId'],
  reads: ['subject', 'kind', 'status', 'regardingIds', 'at'],
  sort: [{ column: 'at', descending: true }],
  sums: [],
  groups: ['kind', 'status', 'assigneeId', 'priority', 'outcome', 'at'],
  views: [
    {
      title: 'view.activity.today',
      filter: { all: [open, { column: 'at', op: 'within', value: 'today' }] },
      sort: [{ column: 'at' }],
    },
    {
      title: 'view.activity.late',
      filter: { all: [open, { column: 'at', op: 'within', value: 'overdue' }] },
      sort: [{ column: 'at' }],
    },
    { title: 'view.activity.open', filter: open, sort: [{ column: 'at' }] },
    { title: 'view.mine', filter: { all: [open, { column: 'assigneeId', op: 'is', value: '$me' }] }, sort: [{ column: 'at' }] },
    { title: 'view.activity.done', filter: { column: 'status', op: 'is', value: 'done' } },
  ],
  line: (row, moment) => {
    const title = textIn(row['subject'])
    const about = titlesIn(row['regardingIds'])
    const [first = title] = about
    const kind = textIn(row['kind'])
    const status = textIn(row['status'])
    const { at } = row
    return {
      title,
      initials: textInitials(first),
      context: dotted(kind === '' ? '' : choiceText('activity', 'kind', kind), ...about),
      ...whenText(at, moment),
      isLate: isOpen(status) && typeof at === 'number' && at < moment.now,
      ...(status === '' || isOpen(status)
        ? {}
        : { chip: { text: choiceText('activity', 'status', status), tone: toneByStatus[status] ?? 'plain' } }),
    }
  },
}
