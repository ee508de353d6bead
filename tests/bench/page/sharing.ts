import type { NewWorkspace } from '../../../src/engine/protocol.ts'
import type { Syncing } from '../../../src/engine/syncing/protocol.ts'
import { wanted } from '../large.ts'
import type { Sealed } from '../lab/sealing.ts'
import { startApp, watchTasks, type App } from './app.ts'
import type { Bench } from './bench.ts'
import { csvOf } from './imports.ts'

/** Epoch ms of this machine, the same in every page of it. */
const nowMs = (): number => performance.timeOrigin + performance.now()

const list = { entity: 'contact', sort: [{ column: 'name' }] } as const
const first = { start: 0, count: 50, columns: ['name', 'jobTitle'] } as const

let app: App | null = null
let ids: readonly string[] = []
let stopSeeing: () => void = () => undefined
let seen: { readonly text: string; readonly at: number }[] = []
let longest: () => number = () => 0

const running = (): App => {
  if (app === null) throw new Error('nothing is open')
  return app
}

const untilSynced = ({ client }: App): Promise<number> =>
  new Promise((resolve) => {
    const stop = client.onSyncing((syncing: Syncing | null) => {
      if (syncing?.status.kind !== 'synced' || syncing.waiting > 0) return
      resolve(nowMs())
      queueMicrotask(() => stop())
    })
  })

export type Sharing = ReturnType<typeof createSharing>

/** What one of several devices does, a step at a time; the runner leads them all. */
export const createSharing = ({ lab, counted }: Pick<Bench, 'lab' | 'counted'>) => ({
  /** A workspace of so many contacts from a file, all of it at the relay. */
  found: async (scale: number): Promise<{ readonly rows: number }> => {
    app = startApp()
    const { client } = app
    const opened = await client.call('startWorkspace', wanted satisfies NewWorkspace)
    if (!opened.ok) throw new Error(opened.error)
    app.opened(opened.value.id)
    const { file, distinct } = csvOf(scale)
    const sketch = await client.call('sketchImport', file, { layout: {}, purpose: null, customersAre: null, lineName: 'Goods' })
    if (!sketch.ok) throw new Error(JSON.stringify(sketch.refusal))
    await client.call('runImport', file, sketch.plan, 1)
    ids = await client.call('ids', list, 5_000)
    await untilSynced(app)
    return { rows: distinct }
  },
  /** Edits of so many contacts, each a commit of its own, or all in one. */
  editAll: async (count: number, isOne: boolean): Promise<void> => {
    const edits = ids.slice(0, count).map((id, at) => ({ id, changes: [{ path: 'jobTitle', value: `Edited ${count}-${at}` }] }))
    for (const some of isOne ? [edits] : edits.map((edit) => [edit])) {
      const done = await running().client.call('edit', some)
      if (!done.ok) throw new Error(JSON.stringify(done.error))
    }
    await untilSynced(running())
  },
  /** Ms from the link to the first rows of the list. */
  join: async (link: string): Promise<{ readonly ms: number; readonly id: string; readonly total: number }> => {
    const start = nowMs()
    app = startApp()
    const opened = await app.client.call('join', { link, name: 'Bea', locale: 'en', deviceName: 'Bench' })
    if (!opened.ok) throw new Error(opened.error)
    app.opened(opened.value.id)
    const { total } = await app.client.call('query', list, first)
    return { ms: nowMs() - start, id: opened.value.id, total }
  },
  close: () => {
    app?.close()
    app = null
  },
  /** Opens again what was joined, with the list of what changed; ms from the first word to the relay until all of it is in the list. */
  catchUp: async (id: string, text: string, count: number): Promise<{ readonly ms: number; readonly longest: number }> => {
    app = startApp()
    const { client } = app
    longest = watchTasks()
    let begun = 0
    const stop = client.onSyncing((syncing) => {
      if (syncing !== null && begun === 0) begun = nowMs()
    })
    const opened = await client.call('open', id)
    if (!opened.ok) throw new Error(opened.error)
    app.opened(id)
    const view = { ...list, search: text }
    const done = await new Promise<number>((resolve) => {
      const watcher = client.watch(view, first, ({ total }) => {
        if (total < count) return
        resolve(nowMs())
        queueMicrotask(() => watcher.end())
      })
    })
    stop()
    return { ms: done - begun, longest: longest() }
  },
  /** Edits one after the other, in the pace of a person who types; when each was durable. */
  type: async (count: number, paceMs: number): Promise<readonly { readonly text: string; readonly at: number }[]> => {
    const id = ids[0] ?? ''
    const typed: { text: string; at: number }[] = []
    for (let at = 0; at < count; at += 1) {
      const text = `Typed ${at}`
      typed.push({ text, at: nowMs() })
      const done = await running().client.call('edit', [{ id, changes: [{ path: 'jobTitle', value: text }] }])
      if (!done.ok) throw new Error(JSON.stringify(done.error))
      await new Promise((resolve) => setTimeout(resolve, paceMs))
    }
    return typed
  },
  /** Notes when each value of the first contact's job title was in the open list; resolves once that is open. */
  watchFirst: (): Promise<void> =>
    new Promise((resolve) => {
      seen = []
      stopSeeing()
      const watcher = running().client.watch({ ...list, search: 'Typed' }, first, ({ rows }) => {
        resolve()
        const text = rows[0]?.['jobTitle']
        if (typeof text === 'string' && seen.at(-1)?.text !== text) seen.push({ text, at: nowMs() })
      })
      stopSeeing = watcher.end
    }),
  seen: () => seen,
  invite: async (): Promise<string> => {
    const link = await running().client.call('invite', { kind: 'member', role: 'member' })
    if (!link.ok) throw new Error(link.error)
    return link.value
  },
  /** Ms of CPU that sealing takes of a joining, and of all of it. */
  sealing: async (link: string): Promise<{ readonly sealingMs: number; readonly allMs: number }> => {
    const counts: Sealed[] = []
    const all = await counted(async () => counts.push(await lab.joinCounting(link)))
    const [sealed] = counts
    if (sealed === undefined) throw new Error('nothing was counted')
    await lab.prepareSealing(sealed)
    const again = await counted(() => lab.sealAgain())
    return { sealingMs: again.cpuMs, allMs: all.cpuMs }
  },
})
