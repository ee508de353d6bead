import { areEqual, type Bytes } from '../../core/bytes.ts'
import { err, must, ok, type Result } from '../../core/result.ts'
import { rosterLength, type Roster } from '../roster.ts'
import { extendRoster, foldRoster, type RosterFailure } from '../rosterfold.ts'
import { createTurns } from '../../core/turns.ts'

/** Where a device keeps its roster. */
export interface RosterStore {
  /** Its entries from the first, which is there always. */
  readonly load: () => Promise<readonly Bytes[]>
  /** Resolves once they are durable. `from`: the place of the first of them. */
  readonly append: (from: number, entries: readonly Bytes[]) => Promise<void>
}

/** `twoHistories`: others were shown another roster than we. `newer`: only a later app can read it. */
export type RosterTrouble = 'gap' | 'twoHistories' | 'newer'

/** The roster as this device believes it: every entry checked and durable before anyone acts on it. */
export interface RosterBook {
  readonly roster: () => Roster
  readonly sources: () => readonly Bytes[]
  /** Entries as the relay shows them; those that we hold must be the same. */
  readonly take: (from: number, entries: readonly Bytes[]) => Promise<Result<Roster, RosterTrouble>>
  /** Told after each change, until what it answers is called. */
  readonly onMove: (heard: () => void) => () => void
}

export const openRosterBook = async (crypto: Crypto, store: RosterStore): Promise<Result<RosterBook, RosterFailure>> => {
  const sources = [...(await store.load())]
  const folded = await foldRoster(crypto, sources)
  if (!folded.ok) return folded
  let roster = folded.value
  const listeners = new Set<() => void>()
  const turns = createTurns()

  const take = async (from: number, entries: readonly Bytes[]): Promise<Result<Roster, RosterTrouble>> => {
    if (from > sources.length) return err('gap')
    const known = entries.slice(0, sources.length - from)
    if (known.some((entry, i) => !areEqual(entry, must(sources[from + i], 'a roster entry')))) return err('twoHistories')
    const fresh = entries.slice(known.length)
    let grown = roster
    for (const entry of fresh) {
      const extended = await extendRoster(crypto, grown, entry)
      // Whatever else is wrong with it, no honest relay would have taken it after what we hold.
      if (!extended.ok) return err(extended.error === 'newer' ? 'newer' : 'twoHistories')
      grown = extended.value
    }
    if (fresh.length === 0) return ok(roster)
    await store.append(sources.length, fresh)
    sources.push(...fresh)
    roster = grown
    for (const heard of listeners) heard()
    return ok(roster)
  }

  return ok({
    roster: () => roster,
    sources: () => sources,
    take: (from, entries) => turns(() => take(from, entries)),
    onMove: (heard) => {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  })
}

/** Whether the relay's last entry is where we have it; true too where it holds more than we. */
export const agreesWith = (roster: Roster, length: number, head: string): boolean =>
  length === 0 || length > rosterLength(roster) || roster.places.get(head) === length - 1
