import type { Id } from '../core/ids.ts'
import type { Told } from './catalog.ts'
import type { VersionNotice } from '../store/database.ts'
import type { Changed } from '../tables/column.ts'
import type { Queries } from '../tables/query.ts'
import type { View, Window } from '../tables/view.ts'
import { createWatches, type Patch, type Watches } from '../tables/watch.ts'
import type { Syncing } from './syncing/protocol.ts'

/** What a page says over its watch port. `version` counts a watch's windows up, so that a late answer can be told. */
export type WatchRequest =
  | { readonly kind: 'list'; readonly watch: number; readonly view: View; readonly window: Window; readonly version: number }
  | { readonly kind: 'record'; readonly watch: number; readonly id: Id }
  | { readonly kind: 'window'; readonly watch: number; readonly window: Window; readonly version: number }
  | { readonly kind: 'end'; readonly watch: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }

/** What the engine says back. */
export type WatchPost =
  | { readonly kind: 'patch'; readonly patch: Patch }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'syncing'; readonly syncing: Syncing | null }
  | { readonly kind: 'progress'; readonly job: number; readonly done: number; readonly rows: number }

/** What the person has to know without having asked. */
export interface Notice {
  readonly code: VersionNotice | 'clockOff'
  /** How far the clock is off. */
  readonly hours: number
}

/** Serves one page's watches; answers what is to be told of every change, and how to post progress. */
export interface PageWatch {
  readonly changed: (changed: readonly Changed[], isOwn: boolean) => void
  readonly dayChanged: () => void
  readonly progress: (job: number, done: number, rows: number) => void
  readonly notice: (notice: Notice) => void
  /** The team changed its fields. */
  readonly told: (told: Told) => void
  /** Null while no workspace is open, and for the sample. */
  readonly syncing: (syncing: Syncing | null) => void
  /** Another workspace, or another order of names: everything is asked anew. */
  readonly reopen: () => void
}

/** What answers at the moment; null while no workspace is open. */
export interface Answering {
  readonly queries: Queries
  readonly ensure: (view: View, window: Window) => Promise<void>
}

type Opening = WatchRequest & { readonly kind: 'list' | 'record' }

export interface PageDeps {
  readonly answering: () => Answering | null
  /** Epoch ms. */
  readonly now: () => number
  /** A person looks at the page, or no longer does. */
  readonly onSeen: (isSeen: boolean) => void
}

export const servePage = (port: MessagePort, { answering, now, onSeen }: PageDeps): PageWatch => {
  const post = (message: WatchPost) => port.postMessage(message)
  const schedule = (run: () => void, delayMs: number) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  }
  const wanted = new Map<number, Opening>()
  let isPaused = false
  let watches: { readonly from: Answering; readonly all: Watches } | null = null

  const watchesNow = (): Watches | null => {
    const from = answering()
    if (from === null) return null
    if (watches?.from !== from) {
      watches = { from, all: createWatches(from.queries, { now, schedule }, (patch) => post({ kind: 'patch', patch })) }
      if (isPaused) watches.all.pause()
    }
    return watches.all
  }

  /** Columns may be on their way; what was asked last counts. */
  const open = async (request: Opening) => {
    wanted.set(request.watch, request)
    if (request.kind === 'record') {
      watchesNow()?.watchRecord(request.watch, request.id)
      return
    }
    await answering()?.ensure(request.view, request.window)
    const latest = wanted.get(request.watch)
    if (latest?.kind !== 'list' || latest.view !== request.view) return
    const all = watchesNow()
    all?.watch(latest.watch, latest.view, latest.window)
    if (latest.version > 0) all?.setWindow(latest.watch, latest.window, latest.version)
  }

  port.onmessage = ({ data }: MessageEvent<WatchRequest>) => {
    switch (data.kind) {
      case 'list':
      case 'record':
        void open(data)
        return
      case 'window': {
        const request = wanted.get(data.watch)
        if (request?.kind === 'list') wanted.set(data.watch, { ...request, window: data.window, version: data.version })
        watchesNow()?.setWindow(data.watch, data.window, data.version)
        return
      }
      case 'end':
        wanted.delete(data.watch)
        watchesNow()?.end(data.watch)
        return
      case 'pause':
        isPaused = data.isPaused
        onSeen(!isPaused)
        if (isPaused) watchesNow()?.pause()
        else watchesNow()?.resume()
    }
  }
  return {
    changed: (changed, isOwn) => watches?.all.changed(changed, isOwn),
    dayChanged: () => watches?.all.dayChanged(),
    notice: (notice) => post({ kind: 'notice', notice }),
    told: (told) => post({ kind: 'told', told }),
    syncing: (syncing) => post({ kind: 'syncing', syncing }),
    progress: (job, done, rows) => post({ kind: 'progress', job, done, rows }),
    reopen: () => {
      for (const name of wanted.keys()) watches?.all.end(name)
      for (const request of [...wanted.values()]) void open(request)
    },
  }
}
