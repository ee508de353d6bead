/**
 * The chance that a standard normal value lies further from 0 than `z`: erfc(|z| / √2).
 * Near 0 by the Maclaurin series of erf (Abramowitz & Stegun 7.1.5), beyond by the continued fraction of erfc (7.1.14), backwards from a fixed depth;
 * both to about 1e-13.
 */
export const twoSidedP = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2
  return x < 2.5 ? 1 - erfNearZero(x) : erfcFar(x)
}

const erfNearZero = (x: number): number => {
  let term = x
  let sum = x
  for (let n = 1; n < 60; n += 1) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

const erfcFar = (x: number): number => {
  let fraction = x
  for (let n = 60; n > 0; n -= 1) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI))
}
