/**
 * Why nothing goes on by itself. `revoked`: the roster says that this device was removed. `newer`: relay and app do not speak the same version.
 * `notTaken`: the relay does not hold the workspace and takes no new ones. `twoHistories`: the relay showed others another log or roster. `copied`: another copy of this database has written. `diskFull`: here, `relayFull`: there; it is tried again.
 * `forbidden`: a space that is not ours any more. `malformed`: the relay does not understand what we send, or we what it sends.
 */
export type StopReason = 'revoked' | 'newer' | 'notTaken' | 'twoHistories' | 'copied' | 'diskFull' | 'relayFull' | 'forbidden' | 'malformed'

/** What a mark can show. */
export type LinkStatus =
  | { readonly kind: 'offline' }
  /** On the way to live: entries taken, of those that the relay holds; both 0 while nothing is known. */
  | { readonly kind: 'connecting'; readonly done: number; readonly total: number }
  | { readonly kind: 'synced' }
  /** Edits and pushes that the relay has not acknowledged. */
  | { readonly kind: 'waiting'; readonly n: number }
  | { readonly kind: 'stopped'; readonly why: StopReason }

/** How one space stands on a socket. */
export interface SpaceStanding {
  readonly isLive: boolean
  readonly done: number
  readonly total: number
  readonly waiting: number
  /** The outbox is being looked at: something may wait there. */
  readonly isSealing: boolean
  readonly trouble: StopReason | null
}

/** The worst of it first. */
export const statusOf = (spaces: readonly SpaceStanding[], edits: number): LinkStatus => {
  const sum = (of: (space: SpaceStanding) => number) => spaces.reduce((total, space) => total + of(space), 0)
  const trouble = spaces.find((space) => space.trouble !== null)?.trouble ?? null
  if (trouble !== null) return { kind: 'stopped', why: trouble }
  if (spaces.some(({ isLive }) => !isLive)) return { kind: 'connecting', done: sum(({ done }) => done), total: sum(({ total }) => total) }
  const n = edits + sum(({ waiting }) => waiting)
  if (n > 0) return { kind: 'waiting', n }
  return spaces.some(({ isSealing }) => isSealing) ? { kind: 'waiting', n: 1 } : { kind: 'synced' }
}
