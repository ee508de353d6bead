import { newItemId } from '../../core/ids.ts'
import { between } from '../../core/order.ts'
import type { Change } from '../../domain/change.ts'

/** A step as the sheet edits it; figures as they are typed. */
export interface StepDraft {
  readonly id: string
  readonly order: string
  readonly kind: string
  readonly subject: string
  readonly afterDays: string
  /** Empty: once. */
  readonly everyDays: string
}

/** What a step may plan: a note is no plan. */
export const stepKinds = ['task', 'call', 'meeting', 'email', 'message', 'visit'] as const

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

export const stepsIn = (value: unknown): readonly StepDraft[] =>
  (Array.isArray(value) ? value : []).map((item: Readonly<Record<string, unknown>>) => ({
    id: textOf(item['id']),
    order: textOf(item['order']),
    kind: textOf(item['kind']),
    subject: textOf(item['subject']),
    afterDays: textOf(item['afterDays']),
    everyDays: textOf(item['everyDays']),
  }))

/** A new step behind the last. */
export const newStep = (steps: readonly StepDraft[]): StepDraft => ({
  id: newItemId(Math.random),
  order: between(steps.at(-1)?.order ?? null, null, Math.random),
  kind: 'task',
  subject: '',
  afterDays: steps.at(-1)?.afterDays ?? '0',
  everyDays: '',
})

const dayCount = (text: string): number | null => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : null)

/** What is wrong with a step, by field. */
export const wrongIn = ({
  subject,
  afterDays,
  everyDays,
}: StepDraft): Readonly<Record<'subject' | 'afterDays' | 'everyDays', boolean>> => ({
  subject: subject.trim() === '',
  afterDays: dayCount(afterDays) === null,
  everyDays: everyDays.trim() !== '' && (dayCount(everyDays) ?? 0) < 1,
})
export const isWrong = (step: StepDraft): boolean => Object.values(wrongIn(step)).includes(true)

/** A step as it is stored. */
export const written = ({ kind, subject, afterDays, everyDays, ...place }: StepDraft) => ({
  ...place,
  kind,
  subject: subject.trim(),
  afterDays: dayCount(afterDays) ?? 0,
  everyDays: dayCount(everyDays),
})

/** The edits that lead from the steps as they were to those of the sheet: field by field, so that a teammate's edit of another field stands. */
export const stepChanges = (before: readonly StepDraft[], after: readonly StepDraft[]): readonly Change[] => [
  ...before.filter(({ id }) => !after.some((step) => step.id === id)).map(({ id }) => ({ path: `steps/${id}`, value: null })),
  ...after.flatMap((step) =>
    changesOf(
      before.find(({ id }) => id === step.id),
      step,
    ),
  ),
]

const changesOf = (before: StepDraft | undefined, step: StepDraft): readonly Change[] => {
  const path = `steps/${step.id}`
  const after = written(step)
  if (before === undefined) return [{ path, value: after }]
  const was: Readonly<Record<string, unknown>> = written(before)
  return Object.entries(after).flatMap(([name, value]) => (value === was[name] ? [] : [{ path: `${path}/${name}`, value }]))
}
