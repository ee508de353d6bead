/** What one device or stranger may ask of the relay. Times in ms. */
export const limits = {
  firstByteMs: 5_000,
  loginMs: 10_000,
  /** Sockets that have not logged in yet, of everyone together: each may hold a frame in memory. */
  strangers: 256,
  /** Until the login is done. */
  strangerFrameBytes: 4_096,
  socketsPerDevice: 8,
  subscriptions: 64,
  push: { perSecond: 50, burst: 400 },
  bytes: { perSecond: 2_000_000, burst: 8_000_000 },
  /** More than a cursor moves; what is beyond is dropped, for the next one says it anyway. */
  awareness: { perSecond: 60, burst: 200 },
  /** What waits to be sent to a socket: beyond it the socket is closed, and comes back when it reads again. */
  queueBytes: 8 * 1024 * 1024,
  /** Beyond it nothing fleeting is added. */
  awarenessQueueBytes: 1024 * 1024,
  /** Frames that wait for the one before them; beyond it no more is read. */
  waitingFrames: 64,
  /** After a refused push all later ones are refused as long, so that none passes those before it. */
  refusalMs: 1_000,
  fullMs: 10_000,
  rosterEntries: 10_000,
} as const

interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface Bucket {
  /** 0 if so much may pass now, and has; else the ms until it may. */
  readonly take: (amount: number, now: number) => number
}

/** A token bucket, full at first. */
export const bucketOf = ({ perSecond, burst }: Rate): Bucket => {
  let left = burst
  let at: number | null = null
  return {
    take: (amount, now) => {
      left = Math.min(burst, left + (Math.max(0, now - (at ?? now)) * perSecond) / 1_000)
      at = now
      if (left >= amount) {
        left -= amount
        return 0
      }
      return Math.ceil(((amount - left) * 1_000) / perSecond)
    },
  }
}
