/** A browser as the smoke journey sees it: the little that every way of driving one can do. */
export interface Engine {
  goto: (url: string) => Promise<void>
  reload: () => Promise<void>
  /** The value of an expression in the page; a promise is awaited. It must pass through JSON. */
  evaluate: (expression: string) => Promise<unknown>
  close: () => Promise<void>
}

/** Why an engine cannot be driven here, in one sentence that says what to do. */
export class Missing extends Error {}

/** Resolves once the expression is true in the page. */
export const until = async (engine: Engine, expression: string, what: string, seconds = 15): Promise<void> => {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    if ((await engine.evaluate(`Boolean(${expression})`)) === true) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what}: not within ${seconds} s`)
}
