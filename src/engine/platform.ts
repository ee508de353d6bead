import type { EnginePlatform } from './workspace.ts'

/** What the browser lends its worker. */
export const browserPlatform = (): EnginePlatform => ({
  indexedDB,
  IDBKeyRange,
  crypto,
  locks: navigator.locks,
  channel: <T>(name: string) => {
    const channel = new BroadcastChannel(name)
    const ears = new Set<(message: T) => void>()
    channel.onmessage = ({ data }: MessageEvent<T>) => {
      for (const heard of ears) heard(data)
    }
    return {
      post: (message: T) => channel.postMessage(message),
      listen: (heard: (message: T) => void) => {
        ears.add(heard)
        return () => {
          ears.delete(heard)
          if (ears.size === 0) channel.close()
        }
      },
    }
  },
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  random: Math.random,
  pause: createPause(),
  collating: navigator.userAgent,
  relay: {
    origin: location.origin,
    openSocket: (url) => new WebSocket(url),
    fetch: (...asked) => fetch(...asked),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onOnline: (heard) => {
      addEventListener('online', heard)
      return () => removeEventListener('online', heard)
    },
  },
  estimate: async () => {
    const { quota, usage } = await navigator.storage.estimate()
    return quota === undefined || usage === undefined ? null : { quota, usage }
  },
})

/** One turn of the worker's queue: messages that wait are served. A timer would be held back to 4 ms or more. */
const createPause = (): (() => Promise<void>) => {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(null)
    })
}
