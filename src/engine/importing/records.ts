import { startOfDay } from '../../core/day.ts'
import { newItemId, type Id } from '../../core/ids.ts'
import { nBetween } from '../../core/order.ts'
import type { Values } from '../../domain/check.ts'
import { startOf } from '../../domain/lifecycle/stages.ts'
import { textOf, type Draft, type DraftItem, type DraftKey } from '../../files/draft.ts'
import { LIVE } from '../../tables/column.ts'
import { entityOrThrow, type Session } from '../session.ts'
import type { Found } from './found.ts'

/** A new record's fields as the store takes them. */
export const newFields = (draft: Draft, found: Found, session: Session): Record<string, unknown> => ({
  ...(draft.entity === 'product' ? {} : { ownerId: session.held.memberId }),
  ...(draft.entity === 'company' || draft.entity === 'contact' ? startOf(draft.fields) : {}),
  ...draft.fields,
  ...parentsOf(draft.parents, found),
  ...(draft.entity === 'deal' ? placeOf(draft, found, session) : {}),
  ...Object.fromEntries(Object.entries(draft.items).map(([list, all]) => [list, itemsOf(all, found, session.random)])),
})

export const parentsOf = (parents: Readonly<Record<string, DraftKey>>, found: Found): Record<string, Id> => {
  const ids: Record<string, Id> = {}
  for (const field in parents) {
    const key = parents[field]
    const id = key === undefined ? null : found.idOf(key)
    if (id !== null) ids[field] = id
  }
  return ids
}

export interface NewItem extends Values {
  readonly id: string
  readonly order: string
}

export const itemsOf = (items: readonly DraftItem[], found: Found, random: () => number): NewItem[] => {
  const places = nBetween(null, null, items.length)
  return items.map(({ fields, parents }, i) => ({ id: newItemId(random), order: places[i] ?? '', ...fields, ...parentsOf(parents, found) }))
}

/** A deal stands in the stage that the file names, else in the first of the default pipeline; one that is closed has a day for it. */
const placeOf = ({ parents, fields }: Draft, found: Found, session: Session): Values => {
  const { tables } = session
  const stages = tables.rows('stage')
  const named = parents['stageId'] === undefined ? null : found.idOf(parents['stageId'])
  const stageId = named ?? firstStage(session)
  if (stageId === null) return {}
  const row = stages.rowOf(stageId)
  const type = stages.column('type')?.get(row)
  const expected = fields['expectedCloseDate']
  const isClosed = type === 'won' || type === 'lost'
  const closedAt =
    isClosed && fields['closedAt'] === undefined && typeof expected === 'string' ? { closedAt: startOfDay(expected, session.zone()) } : {}
  return { stageId, pipelineId: stages.column('pipelineId')?.get(row), ...closedAt }
}

const firstStage = ({ tables }: Session): Id | null => {
  const [pipelines, stages] = [tables.rows('pipeline'), tables.rows('stage')]
  const rows = Array.from({ length: stages.length }, (_, row) => row).filter(
    (row) => stages.live[row] === LIVE && stages.column('type')?.get(row) === 'open' && isDefault(stages.column('pipelineId')?.get(row)),
  )
  const place = (row: number) => textOf(stages.column('order')?.get(row))
  const first = rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))[0]
  return first === undefined ? null : stages.idOf(first)

  function isDefault(id: unknown): boolean {
    return typeof id === 'string' && pipelines.column('isDefault')?.get(pipelines.rowOf(id)) === true
  }
}

/** Calc cells that come from the record's own fields: an order's total. */
export const ownCalcs = (session: Session, entityName: string, fields: Values): Values => {
  const { fields: declared } = entityOrThrow(session, entityName)
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { from }]) => (from !== undefined && 'own' in from ? [[name, from.of(fields as never)]] : [])), // declared for its own entity
  )
}

/** A record's name, as a person's draft and a book's column both give it. */
export const nameOfDraft = ({ fields }: Draft): string => textOf(fields['name'])
