/** Each with its answer, in order; `count` are asked for at a time. What one of them throws comes in its turn. */
export async function* askedAhead<T, R>(all: readonly T[], count: number, ask: (one: T) => Promise<R>): AsyncIterable<readonly [T, R]> {
  const waiting: (readonly [T, Promise<R>])[] = []
  let next = 0
  for (;;) {
    for (const one of all.slice(next, next + count - waiting.length)) {
      const answer = ask(one)
      answer.catch(() => undefined) // told in its turn, if those before it did not fail as well
      waiting.push([one, answer])
      next += 1
    }
    const first = waiting.shift()
    if (first === undefined) return
    yield [first[0], await first[1]]
  }
}
