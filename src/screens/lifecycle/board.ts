import type { Result } from '../../core/result.ts'
import type { Done, Failure } from '../../engine/protocol.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { viewToText } from '../../tables/filter/viewtext.ts'
import type { Filter, RowCells, View } from '../../tables/view.ts'
import { told } from '../act.svelte.ts'
import type { ListArea } from '../area.ts'
import { book } from '../book.svelte.ts'

/** A customer on the board: their row, and where they stand. */
export interface Card {
  readonly id: string
  readonly stage: string
  readonly row: RowCells
}

export const cardOf = (row: RowCells): Card => {
  const stage = row['lifecycleStage']
  return { id: row.id, stage: typeof stage === 'string' ? stage : '', row }
}

export const cardColumns = (area: ListArea): readonly string[] => [...area.reads, 'lifecycleStage']

/** One column of the board: those who stand there, in the list's own order. */
export const columnView = (area: ListArea, { filter, search, sort }: View, stage: string): View => {
  const inStage: Filter = { column: 'lifecycleStage', op: 'is', value: stage }
  return {
    entity: area.entity,
    filter: filter === undefined ? inStage : { all: [inStage, filter] },
    ...(search === undefined ? {} : { search }),
    sort: sort ?? area.sort,
    sums: area.sums,
  }
}

export const boardHref = (area: ListArea, view: View): string => {
  const text = viewToText(view)
  return text === view.entity ? `${area.href}?as=board` : `${area.href}?as=board&v=${encodeURIComponent(text)}`
}

/** All of them to another stage, in one step. Those who stand there already stay as they are. */
export const moveTo = (area: ListArea, cards: readonly Card[], stage: string): Promise<Result<Done, Failure>> => {
  const moving = cards.filter((card) => card.stage !== stage)
  const place = i18n.label(area.entity, 'lifecycleStage', stage)
  return told(
    book().client.call(
      'edit',
      moving.map(({ id }) => ({ id, changes: [{ path: 'lifecycleStage', value: stage }] })),
    ),
    (count) => i18n.t('lifecycle.movedMany', { count, place }),
  )
}
