import { concat, hex, type Bytes } from '../core/bytes.ts'
import { err, ok, type Result } from '../core/result.ts'
import { FIRST_EPOCH, type Keyring } from '../store/keyring.ts'
import { bytes, decode, encode, hexOf, rest, struct, text, uint } from './fields.ts'
import { accessOf, liveDevice, type Roster } from './roster.ts'
import { paddedLength } from './seal.ts'
import { MAX_AWARENESS, MAX_ID } from './wire.ts'
import { createTurns } from '../core/turns.ts'

/*
 * What is said beside the log: who looks at a record, and where their cursor stands. Sealed for whoever may read the space, passed on by the relay,
 * stored nowhere. It is not signed: a member who would pretend to be another could draw a false cursor, and change nothing.
 */

const VERSION = 1
const SESSION = 8

/** Ms, by the relay's clock: what is older was held back or repeated. */
const FRESH = 30_000

const outer = struct({ version: uint, epoch: uint, device: hexOf(16), sealed: rest })
const inner = struct({ session: hexOf(SESSION), counter: uint, at: uint, record: text(MAX_ID), message: bytes(MAX_AWARENESS) })
const padded = struct({ content: bytes(MAX_AWARENESS), padding: rest })

export interface Said {
  readonly spaceId: string
  readonly device: string
  readonly memberId: string
  readonly record: string
  readonly message: Bytes
}
/** `stranger`: no live device that may read the space. `stale`: too old, or heard already. */
export type LiveError = 'malformed' | 'newer' | 'stranger' | 'unsealable' | 'stale'

export interface Live {
  /** What is said of a record, for the relay to pass on; null where it is too long for that. */
  readonly seal: (spaceId: string, record: string, message: Bytes) => Promise<Bytes | null>
  readonly open: (spaceId: string, sealed: Uint8Array, roster: Roster) => Promise<Result<Said, LiveError>>
}

interface Deps {
  readonly keyring: Pick<Keyring, 'device' | 'liveVault'>
  readonly crypto: Crypto
  /** Epoch ms by the relay's clock. */
  readonly now: () => number
}

const labelOf = (spaceId: string, device: string, epoch: number): string => [VERSION, 'live', spaceId, epoch, device].join('|')

/** One for each line to the relay: its session is drawn anew, its counter only rises. */
export const createLive = ({ keyring, crypto, now }: Deps): Live => {
  const session = hex(crypto.getRandomValues(new Uint8Array(SESSION)))
  let counter = 0
  // Ciphers do not end in the order in which they began, and what is overtaken is not heard.
  const [sealing, opening] = [createTurns(), createTurns()]
  /** The last of each session, and when: what is forgotten here is too old to be repeated. */
  const heard = new Map<string, { readonly counter: number; readonly at: number }>()

  const forget = () => {
    for (const [key, { at }] of heard) if (at < now() - 2 * FRESH) heard.delete(key)
  }

  return {
    seal: (spaceId, record, message) =>
      sealing(async () => {
        counter += 1
        const own = keyring.device.id
        const content = encode(inner, { session, counter, at: Math.floor(now()), record, message })
        const bare = encode(padded, { content, padding: new Uint8Array() })
        const plain = concat([bare, new Uint8Array(paddedLength(bare.length) - bare.length)])
        const vault = await keyring.liveVault(spaceId, own, FIRST_EPOCH)
        const sealed = await vault.seal(plain, labelOf(spaceId, own, FIRST_EPOCH))
        const whole = encode(outer, { version: VERSION, epoch: FIRST_EPOCH, device: own, sealed })
        return whole.length > MAX_AWARENESS ? null : whole
      }),
    open: (spaceId, sealed, roster) =>
      opening(async () => {
        const read = decode(outer, sealed)
        if (!read.ok) return read
        const { version, epoch, device } = read.value
        if (version !== VERSION || epoch !== FIRST_EPOCH) return err('newer')
        const known = liveDevice(roster, device)
        if (known === null || accessOf(roster, device, spaceId) === 'none') return err('stranger')
        const vault = await keyring.liveVault(spaceId, device, epoch)
        const opened = await vault.open(read.value.sealed, labelOf(spaceId, device, epoch))
        if (!opened.ok) return opened
        const unpadded = decode(padded, opened.value)
        const said = unpadded.ok ? decode(inner, unpadded.value.content) : unpadded
        if (!said.ok) return said
        const key = `${device}/${said.value.session}`
        const isOld = Math.abs(said.value.at - now()) > FRESH || said.value.counter <= (heard.get(key)?.counter ?? 0)
        if (isOld) return err('stale')
        forget()
        heard.set(key, { counter: said.value.counter, at: said.value.at })
        return ok({ spaceId, device, memberId: known.memberId, record: said.value.record, message: said.value.message })
      }),
  }
}
