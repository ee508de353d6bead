/** Of all tabs of a workspace one speaks to the relay: the one that a person looks at, or the one that is left. */
export interface Lead {
  /** Takes over from whichever tab has it; resolves once it is ours. */
  readonly take: () => Promise<void>
  /** Takes it when nobody has it. */
  readonly wait: () => void
  readonly stop: () => void
}

/** `begin` and `end` are called in turns. A tab that froze loses its lead as any other does: what it then still writes is checked where it is written. */
export const openLead = (locks: LockManager, name: string, begin: () => void, end: () => void): Lead => {
  let taking: Promise<void> | null = null
  let letGo: (() => void) | null = null
  let waiting: AbortController | null = null
  let isStopped = false

  /** Resolves once it is ours; it stays so until it is given back or taken away. */
  const request = (options: LockOptions): Promise<void> =>
    new Promise((resolve, reject) => {
      locks
        .request(name, options, () => {
          if (isStopped) return undefined
          waiting = null
          begin()
          resolve()
          return new Promise<void>((release) => (letGo = release))
        })
        .catch((error: unknown) => {
          if (letGo === null) {
            reject(error instanceof Error ? error : new Error('the lock was refused'))
            return
          }
          letGo()
          letGo = null
          taking = null
          end()
          wait() // whoever took it may close before we are looked at again
        })
    })

  const wait = () => {
    if (isStopped || letGo !== null || waiting !== null || taking !== null) return
    waiting = new AbortController()
    request({ signal: waiting.signal }).catch(() => undefined) // it was called off
  }

  return {
    take: () => {
      if (letGo !== null) return Promise.resolve()
      waiting?.abort()
      waiting = null
      taking ??= request({ steal: true })
      return taking
    },
    wait,
    stop: () => {
      if (isStopped) return
      isStopped = true
      waiting?.abort()
      if (letGo === null) return
      letGo()
      letGo = null
      end()
    },
  }
}
