import { hex, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { bytes, decode, encode, fixed, hexOf, listOf, oneOf, rest, struct, text, uint, type Shape, type ValuesOf } from './fields.ts'
import { MAX_ID, MAX_ROSTER_ENTRY } from './wire.ts'

/** Roles that roster and relay enforce; an owner begins the workspace. All other roles are what the app offers. */
const roles = ['member', 'admin'] as const
export type InvitedRole = (typeof roles)[number]

const id = text(MAX_ID)
const publicKey = bytes(32, 32)
const keys = bytes(MAX_ROSTER_ENTRY)
const spaces = listOf(id, 1_000)

/** Follows the entry with this hash. `at`: epoch ms by its author's clock, for people only. */
const link = { prev: hexOf(32), at: uint }
/** Signed by this device. */
const linkBy = { ...link, by: hexOf(16) }

const shapes = {
  genesis: {
    at: uint,
    memberId: id,
    signPublic: publicKey,
    wrapPublic: publicKey,
    settings: id,
    team: id,
    private: id,
    salt: bytes(16, 16),
  },
  /** A further device of `by`'s member; `keys`: the member's space keys, sealed to it. */
  deviceAdd: { ...linkBy, signPublic: publicKey, wrapPublic: publicKey, keys },
  deviceRemove: { ...linkBy, device: hexOf(16) },
  /** `invite`: the public key that the link's secret gives; `keys`: of `spaces`, sealed under it. With a `memberId`, a further device of that member. */
  invite: { ...linkBy, invite: hexOf(32), role: oneOf(roles), memberId: id, spaces, keys },
  inviteRevoke: { ...linkBy, invite: hexOf(32) },
  /** Signed by the new device, and by the invite's key over all that stands before `proof`. `private`: a new member's own space, else empty. */
  join: { ...link, invite: hexOf(32), memberId: id, private: id, signPublic: publicKey, wrapPublic: publicKey, proof: fixed(64) },
} satisfies Record<string, Shape>

type Shapes = typeof shapes
export type RosterKind = keyof Shapes
export type RosterEntryOf<K extends RosterKind> = { readonly kind: K } & ValuesOf<Shapes[K]>
export type RosterEntry = { [K in RosterKind]: RosterEntryOf<K> }[RosterKind]

const VERSION = 1
export const SIGNATURE = 64

const head = { version: uint, kind: text(16) }

/** What is signed: `version | kind | fields`. The signature follows it. */
export const encodeRosterBody = (entry: RosterEntry): Bytes =>
  encode(struct<Shape>({ ...head, ...shapes[entry.kind] }), { ...entry, version: VERSION })

export interface SignedRosterEntry {
  readonly entry: RosterEntry
  readonly body: Bytes
  readonly signature: Bytes
}

const isKind = (kind: string): kind is RosterKind => Object.hasOwn(shapes, kind)

/** `newer`: of a kind or version that only a later app knows. */
export const decodeRosterEntry = (source: Bytes): Result<SignedRosterEntry, 'malformed' | 'newer'> => {
  if (source.length > MAX_ROSTER_ENTRY || source.length < SIGNATURE) return err('malformed')
  const body = source.slice(0, -SIGNATURE)
  const first = decode(struct({ ...head, rest }), body)
  if (!first.ok) return first
  const { version, kind } = first.value
  if (version > VERSION || !isKind(kind)) return err('newer')
  const decoded = decode(struct<Shape>({ ...head, ...shapes[kind] }), body)
  if (version !== VERSION || !decoded.ok) return err('malformed')
  return ok({ entry: decoded.value as RosterEntry, body, signature: source.slice(-SIGNATURE) }) // the fields of that kind
}

/** An entry's hash is the roster's head once it is the last one; the first one's is the workspace's id. */
export const rosterHash = async (crypto: Crypto, source: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', source)))
