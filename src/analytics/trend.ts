import { ok, type Result } from '../core/result.ts'
import { tooFew, type TooFew } from './enough.ts'
import { twoSidedP } from './normal.ts'
import { median } from '../core/quantile.ts'

export interface Trend {
  /** Kendall's tau-b against time: -1 falls always, 1 rises always. */
  readonly tau: number
  /** Two-sided chance of a tau as far from 0 when there is no trend. */
  readonly p: number
  /** Change per step: the median of the slopes between all pairs. */
  readonly slope: number
}

/** Below this the normal approximation of the test misleads (Gilbert 1987, section 16.4, asks for about ten). */
const LEAST_VALUES = 8
/** A trend that chance alone would show once in twenty series. */
const ALPHA = 0.05

/**
 * Whether values in order of time rise or fall: the Mann-Kendall test (Mann 1945, Kendall 1975; variance corrected for ties, z for continuity) and the
 * slope of Theil (1950) and Sen (1968), both deaf to outliers. With `season` above 1 and two full seasons there, only values of the same season are
 * compared (Hirsch, Slack & Smith 1982), so that December against November is no rise; the slope stays per step.
 */
export const trendOf = (values: Float64Array, season = 1): Result<Trend, TooFew> => {
  if (values.length < LEAST_VALUES) return tooFew('values', values.length, LEAST_VALUES)
  const step = values.length >= 2 * season ? season : 1
  let score = 0
  let scale = 0
  let variance = 0
  const slopes: number[] = []
  for (let start = 0; start < step; start += 1) {
    const group = values.filter((_, i) => i % step === start)
    const kendall = kendallOf(group)
    score += kendall.score
    scale += kendall.scale
    variance += kendall.variance
    pushSlopes(group, step, slopes)
  }
  const z = variance > 0 ? (score - Math.sign(score)) / Math.sqrt(variance) : 0
  return ok({ tau: scale > 0 ? score / scale : 0, p: twoSidedP(z), slope: median(Float64Array.from(slopes)) })
}

export const isFalling = ({ tau, p }: Trend): boolean => tau < 0 && p < ALPHA

/** Pairs that rise less pairs that fall, what that is divided by for tau-b (time has no ties), and its variance when there is no trend. */
const kendallOf = (values: Float64Array): { score: number; scale: number; variance: number } => {
  const n = values.length
  let score = 0
  for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) score += Math.sign((values[j] ?? 0) - (values[i] ?? 0))
  const pairs = (n * (n - 1)) / 2
  let tiedPairs = 0
  let tieTerm = 0
  for (const t of tieSizes(values)) {
    tiedPairs += (t * (t - 1)) / 2
    tieTerm += t * (t - 1) * (2 * t + 5)
  }
  return { score, scale: Math.sqrt(pairs * (pairs - tiedPairs)), variance: (n * (n - 1) * (2 * n + 5) - tieTerm) / 18 }
}

const tieSizes = (values: Float64Array): Iterable<number> => {
  const sizes = new Map<number, number>()
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1)
  return sizes.values()
}

const pushSlopes = (values: Float64Array, step: number, slopes: number[]): void => {
  for (let i = 0; i < values.length; i += 1) {
    for (let j = i + 1; j < values.length; j += 1) slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / ((j - i) * step))
  }
}
