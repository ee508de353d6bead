import { areEqual, type Bytes } from '../core/bytes.ts'
import type { Id } from '../core/ids.ts'
import type { OpenedPush, Reading, Rebasing } from '../store/rebase.ts'
import type { State } from '../store/state.ts'
import type { TakenIn } from '../store/takein.ts'
import { decodeEntry } from './entry.ts'
import { judge, type JudgeDeps } from './judge.ts'
import type { Roster } from './roster.ts'
import { openItems } from './seal.ts'
import { START, type Cursor } from './wire.ts'

/**
 * A database that was a copy reads the log once more from its start: what it had not sent is then said anew on the records as the log has them,
 * for its own states hold edits that the log never will, under client ids that are another device's.
 */
export interface SecondReading {
  /** Where it stands; null where there is nothing to be said anew. */
  readonly cursor: () => Promise<Cursor | null>
  /** Begins again: the relay does not know where it stands. */
  readonly restart: () => void
  readonly isApart: (id: Id) => boolean
  /** Entries that the data holds by now. False where it has to begin again: the data went back to what the relay holds. */
  readonly read: (from: number, entries: readonly Bytes[], roster: Roster, reading: Pick<Reading, 'holds' | 'memberOf'>) => Promise<boolean>
  /** Everything was read. Null where there is nothing to be said anew; `again` where the log is to be read once more first. */
  readonly finish: () => Promise<TakenIn | null | 'again'>
}

interface Begun {
  readonly rebasing: Rebasing
  readonly records: ReadonlyMap<Id, number>
  readonly logged: Map<Id, State>
  readonly places: Cursor[]
  rosterPlace: number
}

export const createSecondReading = (deps: JudgeDeps): SecondReading => {
  const { log } = deps
  let begun: Begun | null = null
  let isCopy: boolean | null = null

  const begin = async (): Promise<Begun | null> => {
    const rebasing = isCopy === false ? null : await log.rebasing()
    isCopy = rebasing !== null
    if (rebasing === null) return null
    const { records, isEmpty } = await rebasing.leftovers(await openedPushes(deps))
    return isEmpty ? null : { rebasing, records, logged: new Map(), places: [START], rosterPlace: 0 }
  }
  const placeOf = ({ places }: Begun): Cursor => places.at(-1) ?? START

  /** Takes the data back to where the relay holds the same; what it lost is pushed again later. */
  const align = async ({ places }: Begun): Promise<boolean> => {
    let { cursor } = await log.standing()
    const stood = cursor.seq
    for (;;) {
      const place = places[cursor.seq]
      if (place !== undefined && areEqual(place.hash, cursor.hash)) return cursor.seq === stood
      cursor = await log.walkBack(Math.min(places.length, cursor.seq) - 1)
    }
  }

  /** As nobody's own: what the database keeps of its pushes says nothing of what the log holds. */
  const bare: JudgeDeps = {
    ...deps,
    log: {
      ...log,
      standing: async () => ({ ...(await log.standing()), counter: Infinity }),
      allPushes: () => Promise.resolve([]),
      pushes: (msgIds) => Promise.resolve(msgIds.map(() => undefined)),
      wasLost: () => Promise.resolve(true),
    },
  }

  return {
    cursor: async () => {
      begun ??= await begin()
      return begun === null ? null : placeOf(begun)
    },
    restart: () => {
      begun = null
    },
    isApart: (id) => begun?.records.has(id) === true,
    read: async (from, entries, roster, reading) => {
      if (begun === null) return true
      const at = placeOf(begun)
      const fresh = entries.slice(at.seq + 1 - from)
      if (from <= at.seq + 1 && fresh.length > 0) {
        const standing = { cursor: at, counter: Infinity, rosterPlace: begun.rosterPlace, walks: 0, kept: 0 }
        const { arrived, rosterPlace } = await judge(bare, standing, fresh, roster)
        await begun.rebasing.readAgain({ ...reading, entries: arrived, rosterPlace }, begun.records, begun.logged)
        begun.places.push(...arrived.map(({ place }) => place))
        begun.rosterPlace = rosterPlace
      }
      const { cursor } = await log.standing()
      if (cursor.seq > placeOf(begun).seq || (await align(begun))) return true
      begun = null
      return false
    },
    finish: async () => {
      const rest = begun ?? (await begin())
      if (rest === null) return null
      begun = null
      const from = await log.standing()
      if (from.cursor.seq !== placeOf(rest).seq) {
        await align(rest)
        return 'again'
      }
      const { rebasing, records, logged } = rest
      const done = await rebasing.rebase({ from, records, logged, pushes: () => openedPushes(deps) })
      if (!done.ok) {
        if (done.error === 'diskFull') throw new DOMException('full', 'QuotaExceededError')
        return 'again'
      }
      return done.value
    },
  }
}

/** What this database keeps of its pushes: those of this very device, and what the relay lost, go as they are. */
const openedPushes = async ({ log, keyring }: Pick<JudgeDeps, 'log' | 'keyring'>): Promise<readonly OpenedPush[]> => {
  return Promise.all(
    (await log.allPushes()).map(async ({ msgId, entry, order, discarded }): Promise<OpenedPush> => {
      const decoded = decodeEntry(entry)
      if (!decoded.ok) return { msgId, isKept: true, items: [], discarded: [] }
      const { device, epoch } = decoded.value
      const opened = await openItems(await keyring.dataVault(log.spaceId, device, epoch), log.spaceId, decoded.value)
      const isKept = order < 0 || device === keyring.device.id
      return { msgId, isKept, items: opened.ok ? opened.value : [], discarded: discarded ?? [] }
    }),
  )
}
