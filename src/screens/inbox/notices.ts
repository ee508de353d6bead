import type { Id } from '../../core/ids.ts'
import { noticeKinds, type NoticeKind } from '../../domain/notification/notification.ts'
import { ME, type Condition, type Filter, type RowCells, type View } from '../../tables/view.ts'

/** Something that the person was told. */
export interface Notice {
  readonly id: Id
  readonly kind: NoticeKind
  readonly text: string
  readonly by: string
  readonly about: readonly { readonly id: Id; readonly title: string }[]
  readonly at: number
  readonly isRead: boolean
}

export const noticeColumns: readonly string[] = ['kind', 'text', 'byId', 'regardingIds', 'at', 'readAt']

const titleIn = (cell: unknown): string => (typeof cell === 'object' && cell !== null && 'title' in cell ? String(cell.title) : '')

export const noticeOf = (row: RowCells): Notice => ({
  id: row.id,
  kind: noticeKinds.find((kind) => kind === row['kind']) ?? 'followed',
  text: typeof row['text'] === 'string' ? row['text'] : '',
  by: titleIn(row['byId']),
  about: Array.isArray(row['regardingIds'])
    ? row['regardingIds'].flatMap((cell: unknown) =>
        typeof cell === 'object' && cell !== null && 'id' in cell ? [{ id: String(cell.id), title: titleIn(cell) }] : [],
      )
    : [],
  at: typeof row['at'] === 'number' ? row['at'] : 0,
  isRead: typeof row['readAt'] === 'number',
})

const toMe: Condition = { column: 'memberId', op: 'is', value: ME }
const unread: Condition = { column: 'readAt', op: 'isEmpty' }
const unmuted = (muted: readonly string[]): readonly Filter[] =>
  muted.length === 0 ? [] : [{ column: 'kind', op: 'noneOf', value: [...muted] }]

/** What is new and wanted. */
export const unreadView = (muted: readonly string[]): View => ({
  entity: 'notification',
  filter: { all: [toMe, unread, ...unmuted(muted)] },
})

/** The newest of what they wished to be reminded of. */
export const remindersView = (muted: readonly string[]): View => ({
  entity: 'notification',
  filter: { all: [toMe, unread, { column: 'kind', op: 'is', value: 'reminder' }, ...unmuted(muted)] },
  sort: [{ column: 'at', descending: true }],
})

/** Everything that the person was ever told, or what is new of it; newest first. */
export const noticesView = (isNew: boolean, muted: readonly string[]): View => ({
  ...(isNew ? unreadView(muted) : { entity: 'notification', filter: toMe }),
  sort: [{ column: 'at', descending: true }],
})
