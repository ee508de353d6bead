import { base64url, fromBase64url, fromHex, hex, utf8, type Bytes } from '../core/bytes.ts'
import { err, must, ok, type Result } from '../core/result.ts'
import { vaultOf, type Vault } from '../store/vault.ts'

/** By the relay's clock, from when it took the invite. */
export const INVITE_MS = 72 * 3_600_000

const SECRET_BYTES = 16

export const makeInviteSecret = (crypto: Crypto): Bytes => crypto.getRandomValues(new Uint8Array(SECRET_BYTES))

/** What a link's secret gives: a key to sign the joining with, whose public half names the invite, and a vault for the space keys. */
export interface InviteKeys {
  readonly sign: CryptoKey
  readonly signPublic: Bytes
  /** Hexadecimal of `signPublic`, as the roster names it. */
  readonly id: string
  readonly vault: Vault
}

/** RFC 8410's wrapping of a bare Ed25519 private key: `… OCTET STRING (32 bytes)`. */
const PKCS8_ED25519 = fromHex('302e020100300506032b657004220420')

export const inviteKeysOf = async (crypto: Crypto, secret: Bytes, workspaceId: string): Promise<InviteKeys> => {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const derive = async (purpose: string): Promise<Bytes> => {
    const how = { name: 'HKDF', hash: 'SHA-256', salt: fromHex(workspaceId), info: utf8(`invite|${purpose}`) }
    return new Uint8Array(await crypto.subtle.deriveBits(how, base, 256))
  }
  const pkcs8 = new Uint8Array([...PKCS8_ED25519, ...(await derive('sign'))])
  const sign = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x = '' } = await crypto.subtle.exportKey('jwk', sign)
  const signPublic = must(fromBase64url(x), 'the public key')
  const key = await crypto.subtle.importKey('raw', await derive('seal'), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return { sign, signPublic, id: hex(signPublic), vault: vaultOf(crypto, key) }
}

/** What an invite's keys are sealed for. */
export const inviteLabel = (workspaceId: string, inviteId: string): string => `invite|${workspaceId}|${inviteId}`

export interface InviteLink {
  readonly workspaceId: string
  /** The roster's head when it was made: the joiner takes no roster without it. */
  readonly rosterHead: string
  readonly secret: Bytes
}

/** `https://host/#join=<workspace>.<roster head>.<secret>`; a browser sends no fragment to a server. */
export const inviteUrl = (origin: string, { workspaceId, rosterHead, secret }: InviteLink): string =>
  `${origin}/#join=${[fromHex(workspaceId), fromHex(rosterHead), secret].map(base64url).join('.')}`

/** `notOne`: no invite at all. `cut`: one that lost some of its letters on the way. */
export type LinkError = 'notOne' | 'cut'

/** Of an address or its fragment, with whatever stands round it in a message. */
export const readInviteUrl = (text: string): Result<InviteLink, LinkError> => {
  const found = /#join=([\w.-]*)/.exec(text)?.[1]?.replace(/\.$/, '')
  if (found === undefined) return err('notOne')
  const [workspace, head, secret, ...more] = found.split('.').map(fromBase64url)
  if (workspace?.length !== 32 || head?.length !== 32 || secret?.length !== SECRET_BYTES || more.length > 0) return err('cut')
  return ok({ workspaceId: hex(workspace), rosterHead: hex(head), secret })
}
