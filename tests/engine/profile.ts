import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { newId } from '../../src/core/ids.ts'
import { randomFrom, type Random } from '../../src/core/random.ts'
import type { Engine, Opened } from '../../src/engine/api.ts'
import { createEngine } from '../../src/engine/engine.ts'
import type { Failure, NewWorkspace } from '../../src/engine/protocol.ts'
import type { EnginePlatform } from '../../src/engine/workspace.ts'
import type { Result } from '../../src/core/result.ts'
import { createLocks } from '../store/world.ts'

export const NOON = Date.UTC(2026, 0, 5, 12)

/** One browser profile: every engine made of it is a tab. Its clock moves only when told. */
export interface Profile {
  readonly tab: () => Engine
  readonly advance: (ms: number) => void
  readonly random: Random
  readonly makeId: (entity: string) => string
}

export const createProfile = (seed = 1): Profile => {
  const indexedDB = new IDBFactory()
  const locks = createLocks()
  const ears = new Map<string, Set<(n: number) => void>>()
  const random = randomFrom(seed)
  let clock = NOON
  const platform = (): EnginePlatform => ({
    indexedDB,
    IDBKeyRange,
    crypto,
    locks,
    channel: (name) => {
      const heard = ears.get(name) ?? new Set()
      ears.set(name, heard)
      let own: ((n: number) => void) | null = null
      return {
        post: (n) => heard.forEach((ear) => ear !== own && setTimeout(() => ear(n), 0)),
        listen: (ear) => {
          own = ear
          heard.add(ear)
          return () => heard.delete(ear)
        },
      }
    },
    now: () => Math.floor((clock += 0.01)),
    random,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    estimate: () => Promise.resolve({ quota: 1e9, usage: 0 }),
  })
  return {
    tab: () => createEngine(platform()),
    advance: (ms) => (clock += ms),
    random,
    makeId: (entity) => newId(entity, clock, random),
  }
}

export const aWorkspace: NewWorkspace = {
  name: 'Siam Beans',
  memberName: 'Dao',
  locale: 'en',
  country: 'TH',
  timeZone: 'Asia/Bangkok',
  baseCurrency: 'THB',
  weekStart: 1,
  pipelineName: 'Sales',
  stageNames: { prospecting: 'Prospecting', won: 'Won', lost: 'Lost' },
}

export const valueOf = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
export const problemOf = <T>(result: Result<T, Failure>): Failure => {
  if (result.ok) throw new Error('it worked')
  return result.error
}

/** A workspace with nothing but its first records, open in one tab. */
export const startedIn = async (profile: Profile): Promise<{ engine: Engine; opened: Opened }> => {
  const engine = profile.tab()
  return { engine, opened: valueOf(await engine.startWorkspace(aWorkspace)) }
}
