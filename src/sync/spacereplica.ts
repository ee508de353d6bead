import type { Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { entityNamed } from '../domain/entities.ts'
import type { Keyring } from '../store/keyring.ts'
import type { SpaceLog } from '../store/spacelog.ts'
import type { TakenIn } from '../store/takein.ts'
import { judge } from './judge.ts'
import { createOutgoing } from './outgoing.ts'
import { createSecondReading } from './rebasing.ts'
import type { Missing, Pending, Received, Replica, Unreceived } from './replica.ts'
import type { Roster } from './roster.ts'
import { START, type Cursor } from './wire.ts'

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
  const second = createSecondReading(deps)
  const send = createOutgoing(deps)
  let hasTwin = false
  const cursor = async (): Promise<Cursor> => (await second.cursor()) ?? (await log.standing()).cursor

  const receive = async (
    from: number,
    entries: readonly Bytes[],
    roster: Roster,
    fetchPack: (packId: string) => Promise<Bytes | null>,
  ): Promise<Result<Received, Unreceived>> => {
    await deps.ready()
    const memberOf = (device: string): string | null => roster.devices.get(device)?.memberId ?? null
    const holds = (entity: string): boolean => {
      const space = entityNamed(entity)?.manner.space
      return space === undefined || space === roster.spaces.get(log.spaceId)?.kind
    }
    const again = hasTriedAgain ? [] : await log.setAside()
    const seenApart = async (taken: Cursor, missing: readonly Missing[]): Promise<Result<Received, Unreceived>> => {
      const isRead = await second.read(from, entries, roster, { holds, memberOf })
      return ok({ ...(isRead ? ((await second.cursor()) ?? taken) : START), missing })
    }
    // Another tab, or a call before this one, may move the cursor meanwhile: what is left then is taken from there.
    for (;;) {
      const standing = await log.standing()
      if (from > standing.cursor.seq + 1) return err('gap')
      const fresh = entries.slice(standing.cursor.seq + 1 - from)
      if (fresh.length === 0) return seenApart(standing.cursor, [])
      const { arrived, rosterPlace, counters, missing, stop, isTwins } = await judge(deps, standing, fresh, roster)
      hasTwin ||= isTwins
      if (arrived.length > 0) {
        const taken = await log.takeIn(standing, {
          entries: arrived,
          rosterPlace,
          counters,
          holds,
          memberOf,
          isApart: second.isApart,
          fetchPack,
          again,
        })
        if (taken.ok) {
          hasTriedAgain = true
          await deps.onTakenIn(taken.value)
        } else if (taken.error === 'diskFull') return err(taken.error)
        else continue
      }
      return stop === null ? seenApart(arrived.at(-1)?.place ?? standing.cursor, missing) : err(stop)
    }
  }

  const outgoing = async (rosterHead: string): Promise<readonly Pending[]> => {
    if (hasTwin) throw new Error('another database writes as this device')
    const anew = await second.finish()
    if (anew === 'again') throw new Error('the log is to be read once more')
    if (anew !== null) await deps.onTakenIn(anew)
    return send(rosterHead)
  }

  return {
    spaceId: log.spaceId,
    cursor,
    outgoing,
    hasTwin: () => hasTwin,
    packBytes: log.packBytes,
    acked: (msgId, { seq }) => log.acked(msgId, seq),
    receive,
    walkBack: async (seq) => {
      if ((await second.cursor()) === null) return log.walkBack(seq)
      second.restart()
      return START
    },
    refused: log.refused,
    lastCounter: async () => (await log.standing()).counter,
  }
}
