import type { Picking } from '../../ui/board/board.ts'

/** A card that was picked to be moved together with others, and the column that it stands in. */
export interface Pick<C> {
  readonly card: C
  readonly column: string
}

/** Cards that go together, in the order in which they were picked. Call it while a component is set up. */
export const pickCards = <C extends { readonly id: string }>() => {
  let picks = $state.raw<readonly Pick<C>[]>([])
  const has = ({ id }: C): boolean => picks.some(({ card }) => card.id === id)
  const picking: Picking<C> = {
    get isOn() {
      return picks.length > 0
    },
    has,
    toggle: (card, column) => {
      picks = has(card) ? picks.filter((pick) => pick.card.id !== card.id) : [...picks, { card, column }]
    },
  }
  return {
    picking,
    get all(): readonly Pick<C>[] {
      return picks
    },
    clear: () => {
      picks = []
    },
  }
}
