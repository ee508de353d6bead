import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createJournal } from '../../src/core/journal.ts'
import type { Random } from '../../src/core/random.ts'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { generateKeys } from '../../src/store/keyring.ts'
import { openStore, type Platform, type Store } from '../../src/store/store.ts'

export const TEAM = 'space-team'
export const NOON = Date.UTC(2026, 0, 5, 12)

/** One browser profile: a database, its locks and its channel, shared by every tab opened on it. */
export interface World {
  /** `isLocked: false`: a browser whose locks keep nobody out, so that only the check inside the transaction protects. */
  readonly open: (options?: { readonly delay?: Random; readonly isLocked?: boolean }) => Promise<{ store: Store; database: Database }>
}

export const createWorld = async (): Promise<World> => {
  const indexedDB = new IDBFactory()
  const locks = createLocks()
  const ears = new Set<(n: number) => void>()
  const first = openDatabase('world', { indexedDB, IDBKeyRange })
  await first.open()
  const { rows } = await generateKeys(crypto, [TEAM, 'space-settings'])
  await first.keys.bulkPut([...rows])
  first.close()
  return {
    open: async ({ delay, isLocked = true } = {}) => {
      const database = openDatabase('world', { indexedDB, IDBKeyRange })
      let own: ((n: number) => void) | null = null
      const platform: Platform = {
        crypto: delay ? slowCrypto(delay) : crypto,
        locks: isLocked ? locks : openLocks(locks),
        channel: {
          post: (n) => ears.forEach((ear) => ear !== own && ear(n)),
          listen: (ear) => {
            own = ear
            ears.add(ear)
            return () => ears.delete(ear)
          },
        },
        now: () => NOON,
      }
      return {
        store: await openStore(
          database,
          platform,
          createJournal(() => NOON),
          true,
        ),
        database,
      }
    },
  }
}

/** Every WebCrypto call answers some milliseconds late, as it may on a busy phone. */
const slowCrypto = (random: Random): Crypto => {
  const late = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work
    await new Promise((resolve) => setTimeout(resolve, random() * 6))
    return value
  }
  const subtle = new Proxy(crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? (...args: unknown[]) => late(Promise.resolve(member.apply(target, args) as unknown)) : member
    },
  })
  return { subtle, getRandomValues: crypto.getRandomValues.bind(crypto), randomUUID: crypto.randomUUID.bind(crypto) }
}

interface Asked {
  readonly granted: LockGrantedCallback<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Web Locks for one profile: exclusive ones, in order, with `ifAvailable`, `steal` and `signal`. */
export const createLocks = (): LockManager => {
  const holders = new Map<string, Asked>()
  const queues = new Map<string, Asked[]>()
  const refused = () => new DOMException('The lock is somebody else’s.', 'AbortError')
  const grant = (name: string, asked: Asked) => {
    holders.set(name, asked)
    void Promise.resolve()
      .then(() => asked.granted({ name, mode: 'exclusive' }))
      .then(asked.resolve, asked.reject)
      .then(() => {
        if (holders.get(name) !== asked) return
        holders.delete(name)
        const next = queues.get(name)?.shift()
        if (next) grant(name, next)
      })
  }
  const request = (name: string, a: LockOptions | LockGrantedCallback<unknown>, b?: LockGrantedCallback<unknown>): Promise<unknown> => {
    const [options, granted] = typeof a === 'function' ? [{}, a] : [a, b ?? (() => undefined)]
    return new Promise((resolve, reject) => {
      const asked: Asked = { granted, resolve, reject }
      const holder = holders.get(name)
      if (holder === undefined || options.steal) {
        holder?.reject(refused())
        grant(name, asked)
      } else if (options.ifAvailable) resolve(granted(null))
      else {
        const queue = queues.get(name) ?? []
        queues.set(name, [...queue, asked])
        options.signal?.addEventListener('abort', () => {
          queues.set(
            name,
            (queues.get(name) ?? []).filter((one) => one !== asked),
          )
          reject(refused())
        })
      }
    })
  }
  return { request: request, query: () => Promise.resolve({}) } // one of its overloads
}

/** Slots stay exclusive (two engines never write under one id); everything else is granted at once. */
const openLocks = (locks: LockManager): LockManager => ({
  request: (name: string, a: LockOptions | LockGrantedCallback<unknown>, b?: LockGrantedCallback<unknown>) =>
    name.includes('/slot/') && typeof a !== 'function'
      ? locks.request(name, a, b ?? (() => undefined))
      : Promise.resolve(typeof a === 'function' ? a({ name, mode: 'exclusive' }) : undefined), // one of its overloads
  query: () => locks.query(),
})
