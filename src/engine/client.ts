import { transfer, wrap, type Remote } from 'comlink'
import type { Id } from '../core/ids.ts'
import type { Answer, View, Window } from '../tables/view.ts'
import type { Patch } from '../tables/watch.ts'
import type { Engine } from './api.ts'
import type { Told } from './catalog.ts'
import type { Syncing } from './syncing/protocol.ts'
import type { Notice, WatchPost, WatchRequest } from './watching.ts'

/** The page's side of the engine: calls that outlive a killed worker, and watches that open again by themselves. */
export interface Client {
  readonly call: <K extends keyof Engine>(name: K, ...args: Parameters<Engine[K]>) => ReturnType<Engine[K]>
  readonly watch: (view: View, window: Window, heard: (answer: Answer) => void) => Watcher
  /** The same for what is made anew at every try, as a port is. */
  readonly ask: <T>(work: (engine: Remote<Engine>) => Promise<T>) => Promise<T>
  /** Calls back when the record changed in any way. */
  readonly watchRecord: (id: Id, heard: () => void) => () => void
  readonly onProgress: (job: number, heard: (done: number, rows: number) => void) => () => void
  /** Told how the open workspace stands with its relay, at once and whenever that changes; null where there is none, and for the sample. */
  readonly onSyncing: (heard: (syncing: Syncing | null) => void) => () => void
  /** Resolves when nothing is being asked: a reload before that would lose an edit on its way. */
  readonly settled: () => Promise<void>
  /** A hidden tab needs no answers. */
  readonly pause: (isPaused: boolean) => void
}
export interface Watcher {
  readonly window: (window: Window) => void
  readonly end: () => void
}

interface Options {
  readonly start: () => Worker
  /** Opens the workspace again in a fresh worker. */
  readonly reopen: (engine: Remote<Engine>) => Promise<void>
  /** Something the person has to know. */
  readonly onNotice: (notice: Notice) => void
  /** The team changed its fields. */
  readonly onTold: (told: Told) => void
  /** The worker died twice within a minute. */
  readonly onTrouble: () => void
}

/** How often a worker that owes an answer is asked for a sign of life, and how long it has for it: a slow phone at a large book is no corpse. */
const ASKED_MS = 2_500
const SILENT_MS = 7_500
const TWICE_MS = 60_000
const TRIES = 3

interface Open {
  request: WatchRequest
  readonly heard: (patch: Patch) => void
}

interface Life {
  readonly worker: Worker
  readonly engine: Remote<Engine>
  readonly port: MessagePort
  readonly ready: Promise<void>
  /** Rejects when this worker is given up. */
  readonly died: Promise<never>
  readonly giveUp: () => void
}

export const connect = ({ start, reopen, onNotice, onTold, onTrouble }: Options): Client => {
  const watches = new Map<number, Open>()
  const progress = new Map<number, (done: number, rows: number) => void>()
  const syncingEars = new Set<(syncing: Syncing | null) => void>()
  let syncing: Syncing | null = null
  let last = 0
  let lastDeath = -Infinity
  let isPaused = false
  let hasOpened = false

  const live = (): Life => {
    const isAgain = hasOpened
    const worker = start()
    const engine = wrap<Engine>(worker)
    const { port1, port2 } = new MessageChannel()
    let giveUp: () => void = () => undefined
    const died = new Promise<never>((_, reject) => (giveUp = () => reject(new Error('the engine died'))))
    died.catch(() => undefined)
    worker.onerror = () => giveUp()
    port1.onmessage = ({ data }: MessageEvent<WatchPost>) => hear(data)
    const ready = (async () => {
      await engine.watchOver(transfer(port2, [port2]))
      if (isAgain) await reopen(engine)
      for (const { request } of watches.values()) port1.postMessage(request)
      port1.postMessage({ kind: 'pause', isPaused } satisfies WatchRequest)
    })()
    return { worker, engine, port: port1, ready, died, giveUp }
  }

  const hear = (post: WatchPost) => {
    if (post.kind === 'progress') progress.get(post.job)?.(post.done, post.rows)
    else if (post.kind === 'notice') onNotice(post.notice)
    else if (post.kind === 'told') onTold(post.told)
    else if (post.kind === 'syncing') {
      syncing = post.syncing
      for (const heard of syncingEars) heard(syncing)
    } else watches.get(post.patch.watch)?.heard(post.patch)
  }

  let life = live()

  /** Another worker takes over; what was asked is asked again, which every call allows. */
  const renew = (dead: Life) => {
    if (life !== dead) return
    dead.worker.terminate()
    dead.port.close()
    const now = performance.now()
    if (now - lastDeath < TWICE_MS) onTrouble()
    lastDeath = now
    life = live()
  }

  const pending = new Set<Promise<unknown>>()
  /** How many workspaces were left. */
  let left = 0
  const ask = <T>(work: (engine: Remote<Engine>) => Promise<T>): Promise<T> => {
    const asked = left
    const answer = askUntilAnswered(work)
    const done = answer.catch(() => undefined).finally(() => pending.delete(done))
    pending.add(done)
    return answer.catch((error: unknown) => {
      if (asked === left) throw error
      return new Promise<never>(() => undefined) // nobody waits for what a workspace that was left meanwhile could not answer
    })
  }
  const askUntilAnswered = async <T>(work: (engine: Remote<Engine>) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const asked = life
      const stopWatching = watchOver(asked)
      try {
        return await Promise.race([asked.ready.then(() => work(asked.engine)), asked.died])
      } catch (error) {
        if (tries === TRIES || (life === asked && !(await isDead(asked)))) throw error
        renew(asked)
      } finally {
        stopWatching()
      }
    }
  }

  /** While an answer is out, a worker that does not even answer a ping is dead: phones kill workers without a word. */
  const watchOver = (asked: Life): (() => void) => {
    const timer = setInterval(() => {
      void isDead(asked).then((dead) => {
        if (dead) asked.giveUp()
      })
    }, ASKED_MS)
    return () => clearInterval(timer)
  }
  const isDead = ({ engine, died }: Life): Promise<boolean> =>
    Promise.race([
      engine.ping().then(() => false),
      died.catch(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), SILENT_MS)),
    ])

  const open = (request: WatchRequest & { readonly watch: number }, heard: (patch: Patch) => void) => {
    watches.set(request.watch, { request, heard })
    life.port.postMessage(request)
  }
  const end = (watch: number) => {
    watches.delete(watch)
    life.port.postMessage({ kind: 'end', watch } satisfies WatchRequest)
  }

  return {
    call: (<K extends keyof Engine>(name: K, ...args: Parameters<Engine[K]>) => {
      if (opening.has(name)) hasOpened = true
      if (opening.has(name) || name === 'discard') left += 1
      return ask((engine) => (engine[name] as (...given: Parameters<Engine[K]>) => Promise<unknown>)(...args)) // Remote keeps the signatures
    }) as Client['call'],
    ask,
    watch: (view, window, heard) => {
      last += 1
      const watch = last
      let version = 0
      let answer: Answer | null = null
      open({ kind: 'list', watch, view, window, version }, (patch) => {
        if (!('isWhole' in patch) || patch.version !== version) return
        answer = patch.isWhole || answer === null ? patch : { ...patch, rows: replaced(answer.rows, patch.rows) }
        heard(answer)
      })
      return {
        window: (next) => {
          version += 1
          const opened = watches.get(watch)
          if (opened) opened.request = { kind: 'list', watch, view, window: next, version }
          life.port.postMessage({ kind: 'window', watch, window: next, version } satisfies WatchRequest)
        },
        end: () => end(watch),
      }
    },
    watchRecord: (id, heard) => {
      last += 1
      const watch = last
      open({ kind: 'record', watch, id }, heard)
      return () => end(watch)
    },
    onProgress: (job, heard) => {
      progress.set(job, heard)
      return () => progress.delete(job)
    },
    onSyncing: (heard) => {
      syncingEars.add(heard)
      heard(syncing)
      return () => syncingEars.delete(heard)
    },
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
    pause: (next) => {
      isPaused = next
      life.port.postMessage({ kind: 'pause', isPaused } satisfies WatchRequest)
      if (!next) void ask((engine) => engine.ping())
    },
  }
}

const opening: ReadonlySet<keyof Engine> = new Set(['open', 'startWorkspace', 'startSample', 'join'])

/** A patch holds only the rows that differ. */
const replaced = (rows: Answer['rows'], changed: Answer['rows']): Answer['rows'] => {
  const byId = new Map(changed.map((row) => [row.id, row]))
  return rows.map((row) => byId.get(row.id) ?? row)
}
