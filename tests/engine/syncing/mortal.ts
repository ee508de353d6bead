import type { EnginePlatform } from '../../../src/engine/workspace.ts'
import type { Channel } from '../../../src/store/store.ts'

/** What a tab is lent that may be killed at any moment. */
export interface Mortal {
  readonly lent: EnginePlatform
  /** What it was writing is rolled back, its locks and sockets are let go of, and nothing that it goes on with reaches anything. */
  readonly die: () => void
  /** What it was asked just before is never answered. */
  readonly died: Promise<void>
}

export const aMortal = (platform: EnginePlatform): Mortal => {
  let isDead = false
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const writing = new Set<IDBTransaction>()
  const sockets = new Set<WebSocket>()
  const { relay, locks } = platform

  /** Nobody is there to hear it. */
  const unheard = (event: Event) => {
    if (isDead) event.stopImmediatePropagation()
  }
  const watch = (database: IDBDatabase) => {
    const begin = database.transaction.bind(database)
    database.transaction = (...asked) => {
      if (isDead) throw new DOMException('The tab is gone.', 'AbortError')
      const one = begin(...asked)
      writing.add(one)
      one.addEventListener('complete', () => writing.delete(one))
      for (const type of ['error', 'abort']) one.addEventListener(type, unheard, true)
      return one
    }
  }
  const indexedDB = new Proxy(platform.indexedDB, {
    get: (factory, name) => {
      const member: unknown = Reflect.get(factory, name)
      if (name !== 'open') return typeof member === 'function' ? (member.bind(factory) as unknown) : member
      return (...asked: Parameters<IDBFactory['open']>) => {
        const request = factory.open(...asked)
        request.addEventListener('success', () => watch(request.result))
        return request
      }
    },
  })
  const held = (granted: LockGrantedCallback<unknown>) => (lock: Lock | null) => Promise.race([granted(lock), ended])
  const request = (name: string, a: LockOptions | LockGrantedCallback<unknown>, b?: LockGrantedCallback<unknown>) =>
    typeof a === 'function' ? locks.request(name, held(a)) : locks.request(name, a, held(b ?? (() => undefined)))

  return {
    lent: {
      ...platform,
      indexedDB,
      locks: { request, query: () => locks.query() }, // one of its overloads
      channel: <T>(name: string): Channel<T> => {
        const channel = platform.channel<T>(name)
        return {
          post: (message) => {
            if (!isDead) channel.post(message)
          },
          listen: (heard) =>
            channel.listen((message) => {
              if (!isDead) heard(message)
            }),
        }
      },
      relay: {
        ...relay,
        openSocket: (url) => {
          const socket = relay.openSocket(url)
          sockets.add(socket)
          if (isDead) socket.close()
          return socket
        },
        after: (ms, run) =>
          relay.after(ms, () => {
            if (!isDead) run()
          }),
      },
    },
    die: () => {
      isDead = true
      for (const one of writing) abort(one)
      for (const socket of sockets) socket.close()
      end()
    },
    died: ended,
  }
}

const abort = (one: IDBTransaction) => {
  try {
    one.abort()
  } catch {
    // It is over already.
  }
}
