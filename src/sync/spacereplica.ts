import type { Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { entityNamed } from '../domain/entities.ts'
import type { Keyring } from '../store/keyring.ts'
import type { SpaceLog } from '../store/spacelog.ts'
import type { TakenIn } from '../store/takein.ts'
import { judge } from './judge.ts'
import { createOutgoing } from './outgoing.ts'
import type { Received, Replica, Unreceived } from './replica.ts'
import type { Roster } from './roster.ts'
import type { Cursor } from './wire.ts'

interface Deps {
  readonly log: SpaceLog
  readonly keyring: Keyring
  readonly crypto: Crypto
  /** Resolves when the tables can take what is received. */
  readonly ready: () => Promise<void>
  /** Called in the turn in which it was committed; resolves when it can be asked for. */
  readonly onTakenIn: (taken: TakenIn) => Promise<void>
}

/** A space of this device's database, as the link to the relay drives it. */
export const createReplica = (deps: Deps): Replica => {
  const { log } = deps
  /** Once in a tab's life: a later app may read what this device set aside. */
  let hasTriedAgain = false
  const cursor = async (): Promise<Cursor> => (await log.standing()).cursor

  const receive = async (
    from: number,
    entries: readonly Bytes[],
    roster: Roster,
    fetchPack: (packId: string) => Promise<Bytes | null>,
  ): Promise<Result<Received, Unreceived>> => {
    await deps.ready()
    const holds = (entity: string): boolean => {
      const space = entityNamed(entity)?.manner.space
      return space === undefined || space === roster.spaces.get(log.spaceId)?.kind
    }
    const again = hasTriedAgain ? [] : await log.setAside()
    // Another tab, or a call before this one, may move the cursor meanwhile: what is left then is taken from there.
    for (;;) {
      const standing = await log.standing()
      if (from > standing.cursor.seq + 1) return err('gap')
      const fresh = entries.slice(standing.cursor.seq + 1 - from)
      if (fresh.length === 0) return ok({ ...standing.cursor, missing: [] })
      const { arrived, rosterPlace, counters, missing, stop } = await judge(deps, standing, fresh, roster)
      if (arrived.length > 0) {
        const taken = await log.takeIn(standing, { entries: arrived, rosterPlace, counters, holds, fetchPack, again })
        if (taken.ok) {
          hasTriedAgain = true
          await deps.onTakenIn(taken.value)
        } else if (taken.error === 'diskFull') return err(taken.error)
        else continue
      }
      return stop === null ? ok({ ...(arrived.at(-1)?.place ?? standing.cursor), missing }) : err(stop)
    }
  }

  return {
    spaceId: log.spaceId,
    cursor,
    outgoing: createOutgoing(deps),
    packBytes: log.packBytes,
    acked: (msgId, { seq }) => log.acked(msgId, seq),
    receive,
    walkBack: log.walkBack,
    refused: log.refused,
    lastCounter: async () => (await log.standing()).counter,
  }
}
