/** Uniform in [0, 1). */
export type Random = () => number

/** Seeded and repeatable: mulberry32 (T. Ettinger, public domain). For tests, samples and clustering; never for keys. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An integer in [0, below). */
export const intBelow = (random: Random, below: number): number => Math.floor(random() * below)

export const pickFrom = <T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T => {
  const picked = list[intBelow(random, list.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}
