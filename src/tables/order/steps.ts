/** Work that can stop anywhere: whoever drives it looks at the clock between two steps, each about a millisecond. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Does it all at once. */
export const finished = <T>(steps: Steps<T>): T => {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
