import type { Id } from '../../core/ids.ts'
import type { EditRequest } from '../../engine/protocol.ts'
import type { Move } from '../../ui/board/board.ts'
import type { View } from '../../tables/view.ts'
import { toasts, told } from '../act.svelte.ts'
import { book } from '../book.svelte.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { cardColumns, cardOf, isKnown, keysFor, neighboursAt, type Card, type Drop, type Stage } from './board.ts'

/** Makes a move of the board, one step for all the cards that go with it; true when it was made. `column` is the view of the column that they come to. */
export const moveCards = async (cards: readonly Card[], { card, to, before, after }: Move<Card>, stage: Stage, column: View) => {
  const seen = { index: to.index, before, after }
  const drop = isKnown(seen) ? seen : await found(column, to.index, card)
  if (!isKnown(drop)) return false
  const keys = keysFor(drop, cards.length, Math.random)
  const moves = cards.map((one, at) => moved(one, stage.id, keys[at] ?? null))
  const write = book().client.call('edit', moves)
  const result = await write
  if (!result.ok && result.error.code === 'invalid') {
    const names = [...new Set(result.error.problems.map(({ path }) => i18n.label('deal', path)))]
    toasts.show({ text: i18n.t('record.needs', { stage: stage.name, fields: i18n.list(names) }), kind: 'problem' })
    return false
  }
  const { ok } = await told(write, () =>
    moves.length === 1
      ? i18n.t('shell.toast.moved', { name: card.name, place: stage.name })
      : i18n.t('board.movedMany', { count: moves.length, place: stage.name }),
  )
  return ok
}

/** A deal at a place of a stage. One that stands in it already keeps its stage: to say it again would be a line of its history. */
const moved = ({ id, stageId }: Card, to: Id, sortKey: string | null): EditRequest => ({
  id,
  changes: [...(stageId === to ? [] : [{ path: 'stageId', value: to }]), { path: 'sortKey', value: sortKey }],
})

/** To the top of another stage, from a menu. */
export const moveToTop = async (cards: readonly Card[], stage: Stage, column: View): Promise<boolean> => {
  const [card] = cards
  if (card === undefined) return false
  const { rows } = await book().client.call('query', column, { start: 0, count: 1, columns: cardColumns })
  const [first] = rows
  return moveCards(cards, { card, to: { column: stage.id, index: 0 }, before: undefined, after: first && cardOf(first) }, stage, column)
}

/** The neighbours of a place that the board has not drawn: the end of a long column. */
const found = async (column: View, index: number, { id }: Card): Promise<Drop> => {
  const { client } = book()
  const start = Math.max(0, index - 1)
  const [{ rows }, own] = await Promise.all([
    client.call('query', column, { start, count: 3, columns: cardColumns }),
    client.call('position', column, id),
  ])
  return neighboursAt(index, rows.map(cardOf), start, own)
}
