import type { Move } from '../../ui/board/board.ts'
import type { View } from '../../tables/view.ts'
import { told } from '../act.svelte.ts'
import { book } from '../book.svelte.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { cardColumns, cardOf, keyFor, placesFor, type Card, type Stage } from './board.ts'

/** Makes a move of the board; true when it was made. `column` is the view of the column that the card comes to. */
export const moveCard = async ({ card, to, before, after }: Move<Card>, stage: Stage, column: View): Promise<boolean> => {
  const placed = keyFor({ index: to.index, before, after }, Math.random)
  if (placed === 'unknown') return false
  const key = placed === 'unplaced' ? await placeAllBefore(column, to.index, card) : placed.key
  if (key === null) return false
  const { ok } = await told(book().client.call('moveDeal', card.id, stage.id, key), () =>
    i18n.t('shell.toast.moved', { name: card.name, place: stage.name }),
  )
  return ok
}

/** To the top of another stage, from a menu. */
export const moveToTop = async (card: Card, stage: Stage, column: View): Promise<boolean> => {
  const { rows } = await book().client.call('query', column, { start: 0, count: 1, columns: cardColumns })
  const [first] = rows
  return moveCard({ card, to: { column: stage.id, index: 0 }, before: undefined, after: first && cardOf(first) }, stage, column)
}

/** Gives the cards above a drop that nobody ever placed the places that they stand at; answers the key behind them, null where that failed. */
const placeAllBefore = async (column: View, index: number, moving: Card): Promise<string | null> => {
  const { client } = book()
  const { rows } = await client.call('query', column, { start: 0, count: index + 1, columns: ['sortKey'] })
  const above = rows.map(cardOf).filter(({ id }) => id !== moving.id)
  const { keys, next } = placesFor(above.slice(0, index))
  const result = await client.call(
    'edit',
    [...keys].map(([id, key]) => ({ id, changes: [{ path: 'sortKey', value: key }] })),
  )
  return result.ok ? next : null
}
