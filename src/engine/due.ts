import type { Journal } from '../core/journal.ts'
import { createTurns } from '../core/turns.ts'
import type { Entity } from '../domain/entity.ts'
import type { TimedRule } from '../domain/rules/timed.ts'
import { purgeable } from '../domain/trash.ts'
import { timedRules } from '../domain/rules/timedrules.ts'
import { databaseName } from '../store/database.ts'
import type { Queries } from '../tables/query.ts'
import { datedOf, writerAsDue } from './asdue.ts'
import { revive } from './reviving.ts'
import type { Index } from './indexing.ts'
import type { Session } from './session.ts'
import { openLead } from './syncing/lead.ts'
import { knownIn } from './writing/known.ts'

/** What the business does by itself when its time has come: looked for when a workspace opens and about each minute from then on, by one of its tabs. */
export interface Due {
  /** Looks now; whoever waits for it finds all done that was due. */
  readonly look: () => Promise<void>
  readonly stop: () => void
}

export interface DueDeps {
  readonly session: Session
  readonly index: Pick<Index, 'rows' | 'ensure'>
  readonly queries: () => Queries
  readonly journal: Journal
  readonly locks: LockManager
  /** What this person may change. */
  readonly mayWrite: (entity: Entity) => Promise<boolean>
  readonly rules?: readonly TimedRule[]
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export const openDue = ({ session, index, queries, journal, locks, mayWrite, rules = timedRules }: DueDeps): Due => {
  const known = knownIn(session, queries)
  const turns = createTurns()
  let minute: ReturnType<typeof setInterval> | undefined
  let isStopped = false

  const write = writerAsDue({ session, known, mayWrite })

  /** The hour in which a rule that goes by the day was last followed. */
  const hours = new Map<string, number>()

  /** Whether it is as late as this device says; the sample knows no other clock. */
  const isTimeSure = () => session.held.isSample === 1 || Math.abs(session.relayAhead() ?? Infinity) < HOUR_MS

  const follow = async ({ name, asks, due, isByDay, isFinal }: TimedRule) => {
    const hour = Math.floor(session.now() / HOUR_MS)
    if (isFinal === true && !isTimeSure()) return
    if (isByDay === true && hours.get(name) === hour) return
    await Promise.all(asks.map(([entity, columns]) => index.ensure(entity, columns)))
    const acts = await due(datedOf(session, known))
    const written = await write(acts, () => isStopped)
    if (!written.ok) journal.note('due.refused', written.error.code)
    hours.set(name, hour)
  }

  /** One that fails keeps none of the others from their work. */
  const followed = async (rule: TimedRule) => {
    try {
      await follow(rule)
    } catch (error) {
      if (!isStopped) journal.note('due.failed', `${rule.name} ${error instanceof Error ? error.name : 'unknown'}`)
    }
    await session.pause()
  }

  const run = async () => {
    await index.rows()
    for (const rule of rules) if (!isStopped) await followed(rule)
    await Promise.all(purgeable.map((entity) => index.ensure(entity, ['purgedAt'])))
    const revived = isStopped ? null : await revive(session, mayWrite)
    if (revived?.ok === false) journal.note('revive.refused', revived.error.code)
  }
  const look = async () => {
    try {
      await turns(run)
    } catch (error) {
      if (!isStopped) journal.note('due.failed', error instanceof Error ? error.name : 'unknown')
    }
  }

  // The first tab has it until it closes: the sample, which speaks to no relay, has its rules too.
  const lead = openLead(
    locks,
    `${databaseName(session.held.id)}/due`,
    () => {
      void look()
      minute = setInterval(() => void look(), MINUTE_MS)
    },
    () => clearInterval(minute),
  )
  lead.wait()

  return {
    look,
    stop: () => {
      isStopped = true
      clearInterval(minute)
      lead.stop()
    },
  }
}
