import type { Random } from '../../core/random.ts'

/** What the browser lends to a link; tests bring their own. */
export interface LinkPlatform {
  readonly crypto: Crypto
  readonly openSocket: (url: string) => WebSocket
  readonly fetch: typeof fetch
  /** Calls back once, after so many ms; what it answers calls that off. */
  readonly after: (ms: number, run: () => void) => () => void
  /** Epoch ms. */
  readonly now: () => number
  readonly random: Random
}

/** Resolves after so many ms, or as the signal is aborted; with the function that ends it before. */
export const pause = (
  after: LinkPlatform['after'],
  ms: number,
  signal: AbortSignal,
  interrupt: (end: () => void) => () => void = () => () => undefined,
): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      cancel()
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = after(ms, end)
    const stop = interrupt(end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
