import { err } from '../core/result.ts'

/** "Not enough data" is an answer: it says what is short, how many there are, and how many it takes. */
export interface TooFew {
  readonly code: 'tooFew'
  readonly what: 'customers' | 'months' | 'values'
  readonly have: number
  readonly needed: number
}

export const tooFew = (what: TooFew['what'], have: number, needed: number) => err<TooFew>({ code: 'tooFew', what, have, needed })
