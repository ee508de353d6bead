/**
 * The quantile at `p` (0 to 1) of values in ascending order, by linear interpolation between order statistics: type 7 of Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages" (1996), the default of R and NumPy. NaN of nothing.
 */
export const quantile = (sorted: Float64Array | Int32Array | Uint32Array, p: number): number => {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? NaN
  const high = sorted[below + 1] ?? low
  return low + (at - below) * (high - low)
}

export const median = (values: Float64Array): number => quantile(values.slice().sort(), 0.5)
