/** The longest that a busy page puts it off, and where a browser does not tell when it is idle (Safari): after that. */
const PATIENCE_MS = 2_000
const SHORTLY_MS = 200

/**
 * Fetches what the next tap needs while nobody waits; answers how to call it off. What cannot be fetched now is left: whoever needs it asks for it
 * again.
 */
export const ahead = <T>(fetch: () => Promise<T>, take: (fetched: T) => void = () => undefined): (() => void) => {
  const run = () => void fetch().then(take, () => undefined)
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(run, { timeout: PATIENCE_MS })
    return () => cancelIdleCallback(idle)
  }
  const timer = setTimeout(run, SHORTLY_MS)
  return () => clearTimeout(timer)
}
