import type { Journal } from '../core/journal.ts'
import { createTurns } from '../core/turns.ts'
import type { Search } from '../tables/search/search.ts'
import type { Index } from './indexing.ts'
import type { Ranking } from './ranking.ts'
import type { Session } from './session.ts'
import type { LoadPhones } from './writing/write.ts'

/** What is done when nobody waits: the rest of the columns, the cache, folding, the turn of the day. */
export interface Idle {
  /** A screen has its answer: what the first tap will need may come now. */
  readonly answered: () => void
  /** Something changed: the cache is behind. */
  readonly touched: () => void
  readonly stop: () => void
}

interface Deps {
  readonly session: Session
  readonly index: Index
  readonly answering: () => { readonly ranking: Ranking }
  readonly searching: () => Promise<Search>
  readonly journal: Journal
  readonly phones: LoadPhones
  readonly dayChanged: () => void
  /** A screen has had its answer, and nobody waits. */
  readonly settled: () => void
}

/** After the first list is painted. */
const SETTLE_MS = 400
/** So long after the last change the cache is written: edits in a row cost one writing. */
const QUIET_MS = 4_000
const MINUTE_MS = 60_000

export const openIdle = ({ session, index, answering, searching, journal, phones, dayChanged, settled }: Deps): Idle => {
  const turns = createTurns()
  let timer: ReturnType<typeof setTimeout> | undefined
  let fetching: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let day = session.today()

  const pauseUnlessStopped = async () => {
    await session.pause()
    if (isStopped) throw new Error('stopped')
  }

  const run = async () => {
    try {
      await index.whole()
      const saved = await index.save()
      await answering().ranking.save()
      const [{ untilSearchable }, search] = await Promise.all([import('./finding.ts'), searching()])
      await untilSearchable(search, pauseUnlessStopped)
      const folded = saved > 0 ? await session.store.fold(session.pause) : 0
      if (folded > 0) journal.note('fold', folded)
    } catch (error) {
      if (!isStopped) journal.note('idle.failed', error instanceof Error ? error.name : 'unknown')
    }
  }
  /** The half of the engine that writes, and a record's page; what cannot be fetched now is asked for again by whoever calls for it. */
  const fetchRest = () => {
    settled()
    void Promise.allSettled([
      import('./writing/write.ts'),
      import('./undo.ts'),
      import('./recordview.ts'),
      import('../store/fold.ts'),
      phones(),
    ])
  }
  const later = (after: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void turns(run), after)
  }
  const minute = setInterval(() => {
    const now = session.today()
    if (now === day) return
    day = now
    dayChanged()
  }, MINUTE_MS)

  later(SETTLE_MS)
  return {
    answered: () => (fetching ??= setTimeout(fetchRest, SETTLE_MS)),
    touched: () => later(QUIET_MS),
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(fetching)
      clearInterval(minute)
    },
  }
}
