import { idFrom, type Id } from '../../core/ids.ts'
import { nBetween } from '../../core/order.ts'
import { optionSource } from '../../domain/customfield/customfield.ts'
import type { ActRequest } from '../../engine/protocol.ts'
import type { RowCells } from '../../tables/view.ts'
import { titleText } from '../records/value.ts'

/** A choice as somebody edits it. */
export interface OptionDraft {
  /** What it is told apart by while it is edited. */
  readonly key: string
  /** Its record; null for a choice of ours of which nothing was changed yet, and for a new one. */
  readonly id: Id | null
  /** Of a choice of ours. */
  readonly code: string | null
  readonly name: string
  readonly order: string
  readonly isArchived: boolean
}

export const optionColumns: readonly string[] = ['name', 'listId', 'code', 'order', 'isArchived']

export const optionOf = (row: RowCells): OptionDraft => ({
  key: row.id,
  id: row.id,
  code: titleText(row['code']) || null,
  name: titleText(row['name']),
  order: titleText(row['order']),
  isArchived: row['isArchived'] === true,
})

/** A list as it is shown: the choices that have records, then ours that have none. `nameOf` says what we call a choice. */
export const listOf = (
  kept: readonly OptionDraft[],
  codes: readonly string[],
  nameOf: (code: string) => string,
): readonly OptionDraft[] => [
  ...kept.map((option) => (option.name === option.code ? { ...option, name: nameOf(option.code) } : option)),
  ...codes
    .filter((code) => !kept.some((option) => option.code === code))
    .map((code) => ({ key: code, id: null, code, name: nameOf(code), order: '', isArchived: false })),
]

/** What makes `after` of `before`. Once a choice of ours has a place or a name of the team's, all before it need one: the whole list is written down. */
export const optionWrites = async (
  listId: string,
  before: readonly OptionDraft[],
  after: readonly OptionDraft[],
  makeId: () => Id,
): Promise<Pick<ActRequest, 'creates' | 'edits'>> => {
  const isSame = JSON.stringify(before) === JSON.stringify(after)
  if (isSame) return { creates: [], edits: [] }
  const isMoved = after.some(({ id }) => id === null) || before.map(({ key }) => key).join() !== after.map(({ key }) => key).join()
  const places = isMoved ? nBetween(null, null, after.length) : after.map(({ order }) => order)
  const creates: { readonly id: Id; readonly values: Readonly<Record<string, unknown>> }[] = []
  const edits: { readonly id: Id; readonly changes: readonly { readonly path: string; readonly value: unknown }[] }[] = []
  for (const [at, option] of after.entries()) {
    const old = before.find(({ key }) => key === option.key)
    const name = option.name.trim()
    const isRenamed = old?.name !== name
    if (option.id === null) {
      const { code } = option
      const id = code === null ? makeId() : await idFrom('pickOption', optionSource(listId, code))
      const called = code !== null && !isRenamed ? code : name
      creates.push({
        id,
        values: { listId, name: called, order: places[at], ...(code && { code }), ...(option.isArchived && { isArchived: true }) },
      })
      continue
    }
    const changes = [
      ...(isRenamed ? [{ path: 'name', value: name }] : []),
      ...(old?.isArchived === option.isArchived ? [] : [{ path: 'isArchived', value: option.isArchived }]),
      ...(option.order === places[at] ? [] : [{ path: 'order', value: places[at] }]),
    ]
    if (changes.length > 0) edits.push({ id: option.id, changes })
  }
  return { creates, edits }
}
