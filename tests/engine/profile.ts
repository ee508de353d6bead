import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { newId } from '../../src/core/ids.ts'
import { randomFrom, type Random } from '../../src/core/random.ts'
import type { Engine, Opened } from '../../src/engine/api.ts'
import { createEngine } from '../../src/engine/engine.ts'
import type { EnginePlatform, RelayPlatform } from '../../src/engine/workspace.ts'
import type { OpenBook } from '../../src/engine/openbook.ts'
import { must, ok } from '../../src/core/result.ts'
import { databaseName, openDatabase } from '../../src/store/database.ts'
import { openRegistry } from '../../src/store/registry.ts'
import { refOf } from '../../src/store/directory.ts'
import type { State } from '../../src/store/state.ts'
import { aWorkspace, valueOf } from './wanted.ts'
import { createLocks } from '../store/world.ts'

export const NOON = Date.UTC(2026, 0, 5, 12)

/** One browser profile: every engine made of it is a tab. Its clock moves only when told. */
export interface Profile {
  readonly tab: (other?: Partial<EnginePlatform>) => Engine
  readonly platform: () => EnginePlatform
  /** Flips a bit in each sealed row of a table whose key is picked. */
  readonly spoil: (table: 'records' | 'columns', picks: (key: string) => boolean) => Promise<void>
  readonly rewriteState: (book: OpenBook, id: string, change: (state: State) => State) => Promise<void>
  readonly advance: (ms: number) => void
  readonly random: Random
  readonly makeId: (entity: string) => string
}

/** The way to a relay; at port 9 nobody ever answers. */
export const relayAt = (origin: string): RelayPlatform => ({
  origin,
  openSocket: (url) => new WebSocket(url),
  fetch,
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  onOnline: () => () => undefined,
})

/** `lent`: of a real browser, in place of what is made here. */
export const createProfile = (seed = 1, lent: Partial<EnginePlatform> = {}): Profile => {
  const indexedDB = new IDBFactory()
  const locks = createLocks()
  const ears = new Map<string, Set<(message: unknown) => void>>()
  const random = randomFrom(seed)
  let clock = NOON
  const platform = (): EnginePlatform => ({
    indexedDB,
    IDBKeyRange,
    crypto,
    locks,
    channel: <T>(name: string) => {
      const heard = ears.get(name) ?? new Set()
      ears.set(name, heard)
      const own = new Set<(message: unknown) => void>()
      return {
        post: (message: T) => heard.forEach((ear) => !own.has(ear) && setTimeout(() => ear(message), 0)),
        listen: (ear: (message: T) => void) => {
          const mine = ear as (message: unknown) => void // whoever posts under this name posts a T
          own.add(mine)
          heard.add(mine)
          return () => heard.delete(mine)
        },
      }
    },
    now: () => Math.floor((clock += 0.01)),
    random,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    collating: 'test',
    relay: relayAt('http://127.0.0.1:9'),
    estimate: () => Promise.resolve({ quota: 1e9, usage: 0 }),
    ...lent,
  })
  return {
    tab: (other) => createEngine({ ...platform(), ...other }),
    platform,
    spoil: async (table, picks) => {
      const [held] = await openRegistry(platform()).list()
      const database = openDatabase(databaseName(must(held, 'a workspace').id), platform())
      await database.open()
      for (const row of await database[table].toArray()) {
        if (!picks(row.key)) continue
        row.sealed[row.sealed.length - 1] = (row.sealed.at(-1) ?? 0) ^ 1
        await database.table(table).put(row)
      }
      database.close()
    },
    rewriteState: async (book, id, change) => {
      const { tables, store } = book.session
      const ref = refOf(must(tables.spaceOf(id), 'space'), id, must(tables.bucketOf(id), 'bucket'))
      await store.commit(async (look) => {
        const state = change(must(await look.state(ref), id))
        return ok({ writes: [{ ref, state, delta: { update: new Uint8Array(0), history: [] } }], lastClock: 0 })
      })
    },
    advance: (ms) => (clock += ms),
    random,
    makeId: (entity) => newId(entity, clock, random),
  }
}

/** A workspace with nothing but its first records, open in one tab. */
export const startedIn = async (profile: Profile): Promise<{ engine: Engine; opened: Opened }> => {
  const engine = profile.tab()
  return { engine, opened: valueOf(await engine.startWorkspace(aWorkspace)) }
}
