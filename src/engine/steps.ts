import type { Id } from '../core/ids.ts'

/** What one step did: the records that it made, and the clocks at which it spoke of others. */
export interface Step {
  readonly created: readonly Id[]
  readonly edits: readonly { readonly id: Id; readonly clocks: readonly number[] }[]
}

export const emptyStep: Step = { created: [], edits: [] }
export const joined = (a: Step, b: Step): Step => ({ created: [...a.created, ...b.created], edits: [...a.edits, ...b.edits] })

const KEPT = 30

/** The person's last thirty steps. */
export interface StepKeeper {
  readonly keep: (step: Step) => number
  /** The step of that number, or the last one; it is taken away. */
  readonly take: (number?: number) => Step | null
}

export const keepSteps = (): StepKeeper => {
  const steps = new Map<number, Step>()
  let last = 0
  return {
    keep: (step) => {
      last += 1
      steps.set(last, step)
      for (const number of steps.keys()) if (steps.size > KEPT) steps.delete(number)
      return last
    },
    take: (number = [...steps.keys()].at(-1) ?? 0) => {
      const step = steps.get(number) ?? null
      steps.delete(number)
      return step
    },
  }
}
