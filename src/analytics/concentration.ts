import { ok, type Result } from '../core/result.ts'
import { tooFew, type TooFew } from './enough.ts'

export type AbcClass = 'A' | 'B' | 'C'
export const abcClasses: readonly AbcClass[] = ['A', 'B', 'C']

export interface Concentration {
  /** Places in the values given, the most valuable first; equal values by place. */
  readonly ranked: Uint32Array
  /** Place in `abcClasses`, for each value given. */
  readonly abc: Uint8Array
  /** Share of the total (0 to 1) that the best fifth holds; the fifth is rounded up to whole customers. */
  readonly topFifthShare: number
  /** How many of the best make 80 % of the total. */
  readonly makingFourFifths: number
  /** 0: all alike; 1: one has everything. With returns above purchases it can pass 1. */
  readonly gini: number
}

/** A fifth of fewer is no customer. */
const LEAST_CUSTOMERS = 5
const A_SHARE = 0.8
const B_SHARE = 0.95

/**
 * How unevenly value is spread (net of returns, or margin where the cost is known). 80/20 after J. M. Juran; ABC by cumulative share of the total: A until
 * it first reaches 80 %, the crossing customer included, B until 95 %, C the rest, with those of no or negative value always in C; Gini as the mean
 * difference over twice the mean, G = Σ(2i - n - 1)x₍ᵢ₎ / nΣx (A. Sen 1973). Where the total is not positive, nobody with value is enough to speak of shares.
 */
export const concentrationOf = (values: Float64Array): Result<Concentration, TooFew> => {
  const count = values.length
  const total = values.reduce((sum, value) => sum + value, 0)
  if (count < LEAST_CUSTOMERS) return tooFew('customers', count, LEAST_CUSTOMERS)
  if (total <= 0) return tooFew('values', 0, 1)

  const ranked = Uint32Array.from(values, (_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
  const abc = new Uint8Array(count)
  const fifth = Math.ceil(count / 5)
  let held = 0
  let topFifth = 0
  let makingFourFifths = 0
  let weighted = 0
  for (const [rank, at] of ranked.entries()) {
    const value = values[at] ?? 0
    abc[at] = classAfter(held / total, value)
    if (held < A_SHARE * total) makingFourFifths = rank + 1
    held += value
    if (rank < fifth) topFifth += value
    weighted += (count - 1 - 2 * rank) * value
  }
  return ok({ ranked, abc, topFifthShare: topFifth / total, makingFourFifths, gini: weighted / (count * total) })
}

/** By what those before hold: whoever crosses the line belongs above it. */
const classAfter = (share: number, value: number): number => {
  if (value <= 0 || share >= B_SHARE) return 2
  return share < A_SHARE ? 0 : 1
}
