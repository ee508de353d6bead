/** The few words that components say by themselves. The app gives them in the person's language; everything else comes in as props. */
export interface Words {
  undo: string
  close: string
  clear: string
  more: string
  required: string
  loading: string
  noMatch: string
  selected: string
  notSorted: string
  asTable: string
  asChart: string
  previous: string
  moveTo: string
  /** What a screen reader says at each step of moving a card by keyboard. */
  picked: (card: string, column: string) => string
  movedOver: (column: string, place: number, count: number) => string
  dropped: (card: string, column: string) => string
  putBack: (card: string) => string
  boardHelp: string
}

let current = $state.raw<Words>()

export const setWords = (words: Words): void => {
  current = words
}

export const words = (): Words => {
  if (current === undefined) throw new Error('setWords comes before the first component')
  return current
}
