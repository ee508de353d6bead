import type { Bytes } from '../core/bytes.ts'
import { fromHex } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { deviceIdOf } from '../core/deviceid.ts'
import type { Roster } from './roster.ts'
import { decodeRosterEntry, rosterHash, SIGNATURE, type SignedRosterEntry } from './rosterentry.ts'
import { apply, beginWith, isAllowed, type Draft, type Later } from './rosterrules.ts'
import { isSigned, isSignedFor } from './signature.ts'

/**
 * `moved`: it does not follow the last entry, so whoever made it must make it again. `forged`: not signed by whom it names.
 * `forbidden`: more than its author may do. `newer`: of a kind that only a later app knows.
 */
export type RosterFailure = 'malformed' | 'newer' | 'moved' | 'forged' | 'forbidden'

/** Every entry is checked, from the first, whose hash is the workspace's id. */
export const foldRoster = async (crypto: Crypto, sources: readonly Bytes[]): Promise<Result<Roster, RosterFailure>> => {
  const [first, ...later] = sources
  if (first === undefined) return err('malformed')
  const begun = await begin(crypto, first)
  if (!begun.ok) return begun
  for (const source of later) {
    const added = await add(crypto, begun.value, source)
    if (!added.ok) return added
  }
  return begun
}

/** The roster with one more entry; the given one stays as it is. */
export const extendRoster = async (crypto: Crypto, roster: Roster, source: Bytes): Promise<Result<Roster, RosterFailure>> => {
  const draft: Draft = {
    ...roster,
    places: new Map(roster.places),
    members: new Map(roster.members),
    devices: new Map(roster.devices),
    spaces: new Map(roster.spaces),
    invites: new Map(roster.invites),
  }
  const added = await add(crypto, draft, source)
  return added.ok ? ok(draft) : added
}

const begin = async (crypto: Crypto, source: Bytes): Promise<Result<Draft, RosterFailure>> => {
  const decoded = decodeRosterEntry(source)
  if (!decoded.ok) return decoded
  const { entry, body, signature } = decoded.value
  if (entry.kind !== 'genesis') return err('moved')
  if (!(await isSigned(crypto, entry.signPublic, signature, body))) return err('forged')
  if (new Set([entry.settings, entry.team, entry.private]).size < 3) return err('forbidden')
  const id = await rosterHash(crypto, source)
  const draft: Draft = {
    workspaceId: id,
    head: id,
    places: new Map([[id, 0]]),
    members: new Map(),
    devices: new Map(),
    spaces: new Map(),
    invites: new Map(),
  }
  beginWith(draft, entry, await deviceIdOf(crypto, entry.signPublic))
  return ok(draft)
}

const add = async (crypto: Crypto, draft: Draft, source: Bytes): Promise<Result<null, RosterFailure>> => {
  const decoded = decodeRosterEntry(source)
  if (!decoded.ok) return decoded
  const { entry } = decoded.value
  if (entry.kind === 'genesis' || entry.prev !== draft.head) return err('moved')
  const newDevice = 'signPublic' in entry ? await deviceIdOf(crypto, entry.signPublic) : ''
  if (!isAllowed(draft, entry, newDevice)) return err('forbidden')
  if (!(await isSignedRightly(crypto, draft, entry, decoded.value))) return err('forged')
  const place = draft.places.size
  apply(draft, entry, newDevice, place)
  draft.head = await rosterHash(crypto, source)
  draft.places.set(draft.head, place)
  return ok(null)
}

const isSignedRightly = async (crypto: Crypto, roster: Roster, entry: Later, { body, signature }: SignedRosterEntry): Promise<boolean> => {
  if (entry.kind !== 'join') {
    const author = roster.devices.get(entry.by)
    return author !== undefined && isSigned(crypto, author.signPublic, signature, body)
  }
  const hasProof = await isSignedFor(crypto, 'join', fromHex(entry.invite), entry.proof, body.slice(0, -SIGNATURE))
  return hasProof && isSigned(crypto, entry.signPublic, signature, body)
}
