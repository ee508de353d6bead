import { addDays, type Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { recurrenceText } from '../activity/recurrence.ts'
import { isChanged, textOf, type Act, type Known, type Rule } from './rule.ts'

export const playbooksAsk: Rule['asks'] = [
  ['playbook', ['name', 'stage', 'isActive', 'offer', 'steps.kind', 'steps.subject', 'steps.afterDays', 'steps.everyDays', 'createdAt']],
]

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

interface Entering {
  readonly id: Id
  readonly stage: string
  /** Epoch ms. */
  readonly at: Instant
  /** How often they came into it before. */
  readonly times: number
  readonly ownerId: unknown
}

/** What the playbooks of a stage have in store for whoever comes into it: derived from how often they came, so that it is there once. */
export const playedOn = ({ naming, value, startOf, dayOf }: Known, { id, stage, at, times, ownerId }: Entering): readonly Act[] => {
  const today = dayOf(at)
  const hand = typeof ownerId === 'string' ? { assigneeId: ownerId, ownerId } : {}
  const planned = (playbookId: Id, step: string, kind: string, subject: string, afterDays: number, everyDays: number): Act => {
    const dueAt = startOf(addDays(today, afterDays))
    const again =
      everyDays > 0 ? { recurrence: recurrenceText({ freq: 'DAILY', interval: everyDays, weekdays: [], count: null, until: null }) } : {}
    return {
      kind: 'derive',
      entity: 'activity',
      from: `playbook/${playbookId}/${id}/${times}/${step}`,
      at: startOf(today),
      values: { kind, subject, status: 'planned', dueAt, regardingIds: [id], ...hand, ...again },
    }
  }
  return naming('playbook', 'stage', stage)
    .filter((playbookId) => value(playbookId, 'isActive') === true && Number(value(playbookId, 'createdAt')) <= at)
    .flatMap((playbookId) => {
      const [kinds, subjects, days, every] = ['kind', 'subject', 'afterDays', 'everyDays'].map((field) =>
        listOf(value(playbookId, `steps.${field}`)),
      )
      const offer = textOf(value(playbookId, 'offer'))
      return [
        ...(offer === '' ? [] : [planned(playbookId, 'offer', 'message', offer, 0, 0)]),
        ...(subjects ?? []).map((subject, nth) =>
          planned(playbookId, String(nth), textOf(kinds?.[nth]), textOf(subject), Number(days?.[nth] ?? 0), Number(every?.[nth] ?? 0)),
        ),
      ]
    })
}

const timesIn = (lines: unknown, stage: string): number =>
  listOf(lines).filter((line) => typeof line === 'object' && line !== null && 'to' in line && line.to === stage).length

/** Whoever comes into a stage is looked after as its playbooks say. */
export const playbookBegun: Rule = {
  name: 'playbookBegun',
  hears: ['company', 'contact'],
  of: ['lifecycleStage'],
  asks: playbooksAsk,
  run: (happenings, known) =>
    happenings.flatMap((happening) => {
      const { id, before, after } = happening
      const stage = textOf(after['lifecycleStage'])
      if (stage === '' || !isChanged(happening, 'lifecycleStage')) return []
      // A prospect is one from the start, without a line.
      const isBack = stage === 'prospect' && textOf(before?.['lifecycleStage']) !== ''
      const times = timesIn(before?.['lifecycleHistory'], stage) + Number(isBack)
      return playedOn(known, { id, stage, at: known.now, times, ownerId: after['ownerId'] })
    }),
}
