import { entityOf, type Id } from '../core/ids.ts'
import type { Changed } from './column.ts'
import type { Read } from './filter/path.ts'
import { isRead, type Queries } from './query.ts'
import type { Answer, RowCells, View, Window } from './view.ts'

/** What a screen is told about one of its watches. */
export type Patch = AnswerPatch | RecordPatch
export interface AnswerPatch extends Answer {
  readonly watch: number
  /** Of the window that this answers: a screen that has scrolled on drops it. */
  readonly version: number
  /** True where `rows` is the whole window; else those of its rows that differ, to be replaced by id. */
  readonly isWhole: boolean
}
/** A single record changed: read it again. */
export interface RecordPatch {
  readonly watch: number
  readonly id: Id
}

/** One per page: it posts to one port. */
export interface Watches {
  /** Answers at once. */
  readonly watch: (watch: number, view: View, window: Window, version?: number) => void
  readonly watchRecord: (watch: number, id: Id) => void
  /** The person scrolled; answers at once. `version` counts up. */
  readonly setWindow: (watch: number, window: Window, version: number) => void
  readonly end: (watch: number) => void
  /** Told after `queries.changed`; `isOwn` when the person who looks did it. */
  readonly changed: (changes: readonly Changed[], isOwn: boolean) => void
  /** Another day began: what is late or due today is another now. */
  readonly dayChanged: () => void
  /** A hidden tab asks for nothing. */
  readonly pause: () => void
  readonly resume: () => void
}

export interface Timing {
  readonly now: () => number
  /** Runs later; the answer takes it back. */
  readonly schedule: (run: () => void, delayMs: number) => () => void
}

/** Teammates' edits are shown ten times a second, the person's own in the next frame. */
const calmMs = 100
const frameMs = 16

type Subject =
  { readonly kind: 'view'; readonly view: View; window: Window; version: number } | { readonly kind: 'record'; readonly id: Id }
interface Watch {
  readonly subject: Subject
  shape: readonly Read[]
  shown: readonly Read[]
  postedAt: number
  cancel: (() => void) | null
  dueAt: number
  isStale: boolean
  posted: Posted | null
}
/** What the screen holds, as text, to tell what differs. */
interface Posted {
  readonly version: number
  readonly frame: string
  readonly rows: ReadonlyMap<string, string>
  readonly order: string
}

export const createWatches = (queries: Queries, { now, schedule }: Timing, post: (patch: Patch) => void): Watches => {
  const watches = new Map<number, Watch>()
  let isPaused = false

  const refresh = (name: number, watch: Watch): void => {
    watch.cancel?.()
    watch.cancel = null
    watch.dueAt = Infinity
    if (isPaused) {
      watch.isStale = true
      return
    }
    watch.isStale = false
    const { subject } = watch
    if (subject.kind === 'record') {
      watch.postedAt = now()
      post({ watch: name, id: subject.id })
      return
    }
    const answer = queries.query(subject.view, subject.window)
    const { shape, shown } = queries.reads(subject.view, subject.window)
    watch.shape = shape
    watch.shown = shown
    const { patch, posted } = differenceOf(answer, watch.posted, subject.version)
    watch.posted = posted
    if (patch === null) return
    watch.postedAt = now()
    post({ ...patch, watch: name, version: subject.version })
  }

  const wake = (name: number, watch: Watch, isOwn: boolean): void => {
    const dueAt = Math.max(now(), watch.postedAt + (isOwn ? frameMs : calmMs))
    if (dueAt >= watch.dueAt) return
    watch.cancel?.()
    watch.dueAt = dueAt
    watch.cancel = schedule(() => refresh(name, watch), dueAt - now())
  }

  const add = (name: number, subject: Subject): Watch => {
    watches.get(name)?.cancel?.()
    const watch: Watch = { subject, shape: [], shown: [], postedAt: -Infinity, cancel: null, dueAt: Infinity, isStale: false, posted: null }
    watches.set(name, watch)
    return watch
  }

  const concerns = ({ subject, shape, shown }: Watch, changes: readonly Changed[]): boolean => {
    if (subject.kind === 'record') {
      const row = queries.rowOf(subject.id)
      return changes.some(({ entity, rows }) => entity === entityOf(subject.id) && rows.includes(row))
    }
    if (isRead(shape, changes)) return true
    const drawn = changes.filter((change) => isRead(shown, [change]))
    if (drawn.length === 0) return false
    // Nothing moves: it matters only to rows that are on screen, or that name what changed.
    if (drawn.some(({ entity }) => entity !== subject.view.entity)) return true
    const onScreen = new Set(queries.windowRows(subject.view, subject.window))
    return drawn.some(({ rows }) => rows.some((row) => onScreen.has(row)))
  }

  return {
    watch: (name, view, window, version = 0) => refresh(name, add(name, { kind: 'view', view, window, version })),
    watchRecord: (name, id) => void add(name, { kind: 'record', id }),
    setWindow: (name, window, version) => {
      const watch = watches.get(name)
      if (watch?.subject.kind !== 'view' || version <= watch.subject.version) return
      watch.subject.window = window
      watch.subject.version = version
      refresh(name, watch)
    },
    end: (name) => {
      watches.get(name)?.cancel?.()
      watches.delete(name)
    },
    changed: (changes, isOwn) => {
      for (const [name, watch] of watches) {
        if (!concerns(watch, changes)) continue
        if (isPaused) watch.isStale = true
        else wake(name, watch, isOwn)
      }
    },
    dayChanged: () => {
      for (const [name, watch] of watches) if (watch.subject.kind === 'view') wake(name, watch, false)
    },
    pause: () => {
      isPaused = true
    },
    resume: () => {
      isPaused = false
      for (const [name, watch] of watches) if (watch.isStale) refresh(name, watch)
    },
  }
}

type Difference = Omit<AnswerPatch, 'watch' | 'version'>

/** What the screen needs to hear to hold this answer; null where it holds it already. */
const differenceOf = (answer: Answer, posted: Posted | null, version: number): { patch: Difference | null; posted: Posted } => {
  const { rows, ...frame } = answer
  const texts = rows.map((row) => JSON.stringify(row))
  const next: Posted = {
    version,
    frame: JSON.stringify(frame),
    rows: new Map(rows.map((row, at) => [row.id, texts[at] ?? ''])),
    order: rows.map(({ id }) => id).join(' '),
  }
  if (posted?.version !== version || posted.order !== next.order) return { patch: { ...answer, isWhole: true }, posted: next }
  const changed: readonly RowCells[] = rows.filter(({ id }) => posted.rows.get(id) !== next.rows.get(id))
  const isSame = changed.length === 0 && posted.frame === next.frame
  return { patch: isSame ? null : { ...answer, rows: changed, isWhole: false }, posted: next }
}
