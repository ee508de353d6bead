import type { Steps } from './steps.ts'

const run = 256

/** Sorts in place, stably, with looks at the clock between. */
export function* mergeSorted(values: Uint32Array, compare: (a: number, b: number) => number): Steps<void> {
  for (let from = 0; from < values.length; from += run) {
    values.subarray(from, from + run).sort(compare)
    yield
  }
  for (let width = run; width < values.length; width *= 2) {
    const source = values.slice()
    for (let from = 0; from < source.length; from += 2 * width) {
      const middle = Math.min(from + width, source.length)
      const to = Math.min(middle + width, source.length)
      let left = from
      let right = middle
      for (let at = from; at < to; at += 1) {
        const takesLeft = right >= to || (left < middle && compare(source[left] ?? 0, source[right] ?? 0) <= 0)
        values[at] = (takesLeft ? source[left++] : source[right++]) ?? 0
        if (at % run === 0) yield
      }
    }
  }
}
