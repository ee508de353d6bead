import type { Due, DueDeps } from './due.ts'

/** What is due by itself, whose code comes when nobody waits. */
export interface DueLater {
  readonly begin: () => void
  readonly stop: () => void
}

export const dueLater = (deps: () => DueDeps): DueLater => {
  let due: Promise<Due> | null = null
  let isStopped = false
  return {
    begin: () => {
      if (due !== null || isStopped) return
      due = import('./due.ts').then(({ openDue }) => {
        const begun = openDue(deps())
        if (isStopped) begun.stop()
        return begun
      })
      due.catch(() => (due = null)) // without a network it is asked for once more
    },
    stop: () => {
      isStopped = true
      void due?.then(
        ({ stop }) => stop(),
        () => undefined,
      )
    },
  }
}
