import { newId, type Id } from '../core/ids.ts'
import type { Opened } from '../engine/api.ts'
import type { Client } from '../engine/client.ts'
import type { RecordView } from '../engine/protocol.ts'
import type { Answer, View, Window } from '../tables/view.ts'

/** The open workspace, as every screen sees it. */
export interface Book {
  readonly client: Client
  readonly opened: Opened
}

let current = $state.raw<Book | null>(null)

/** The composition root opens and leaves workspaces. */
export const setBook = (book: Book | null): void => {
  current = book
}
export const hasBook = (): boolean => current !== null
export const book = (): Book => {
  if (current === null) throw new Error('no workspace is open')
  return current
}

/** Ids are made by the page, so that a request may be repeated. */
export const makeId = (entity: string): Id => newId(entity, performance.timeOrigin + performance.now(), Math.random)

/** 48 random bits: no two works that tell how far they are share a number, and a call repeated after the worker died keeps its own. */
export const newJob = (): number => Math.floor(Math.random() * 2 ** 48)

const nothing: Answer = { total: 0, length: 0, sums: {}, groups: null, start: 0, rows: [] }
const FIRST: Window = { start: 0, count: 60 }

export interface List {
  readonly answer: Answer
  /** False until the first answer is in. */
  readonly isReady: boolean
  readonly window: (window: Window) => void
}

/** A list that follows its view and every edit, for as long as the component lives. Call it while a component is set up. */
export const watchList = (view: () => View, first: Window = FIRST): List => {
  const { client } = book()
  let answer = $state.raw(nothing)
  let isReady = $state(false)
  let watcher: { window: (window: Window) => void } | null = null
  let columns = first.columns

  $effect(() => {
    const opened = client.watch(view(), first, (next) => {
      answer = next
      isReady = true
    })
    watcher = opened
    columns = first.columns
    return opened.end
  })

  return {
    get answer() {
      return answer
    },
    get isReady() {
      return isReady
    },
    window: (window) => watcher?.window(columns === undefined ? window : { ...window, columns }),
  }
}

export interface OpenRecord {
  /** Null while it loads, or when it is gone (then `isGone`). */
  readonly view: RecordView | null
  readonly isGone: boolean
  readonly reload: () => Promise<void>
}

/** A record that follows every edit. Call it while a component is set up. */
export const watchOne = (id: () => string): OpenRecord => {
  const { client } = book()
  let view = $state.raw<RecordView | null>(null)
  let isGone = $state(false)

  const load = async (wanted: string) => {
    const loaded = await client.call('record', wanted)
    if (wanted !== id()) return
    view = loaded
    isGone = loaded === null
  }

  $effect(() => {
    const wanted = id()
    view = null
    const follow = () => void load(wanted)
    follow()
    return client.watchRecord(wanted, follow)
  })

  return {
    get view() {
      return view
    },
    get isGone() {
      return isGone
    },
    reload: () => load(id()),
  }
}
