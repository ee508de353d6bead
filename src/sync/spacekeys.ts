import type { Bytes } from '../core/bytes.ts'
import type { Result } from '../core/result.ts'
import { decode, encode, fixed, listOf, struct, text, uint, type ValuesOf } from './fields.ts'
import { openWith, sealTo, type WrapKeys } from './hpke.ts'
import { inviteLabel, type InviteKeys } from './invite.ts'
import { MAX_ID } from './wire.ts'

const shape = { spaceId: text(MAX_ID), epoch: uint, key: fixed(32) }
export type SpaceKey = ValuesOf<typeof shape>
const list = listOf(struct(shape), 1_000)

const PURPOSE = 'satchel space keys 1'

type KeysError = 'unsealable' | 'malformed'

const read = (opened: Result<Bytes, 'unsealable'>): Result<readonly SpaceKey[], KeysError> =>
  opened.ok ? decode(list, opened.value) : opened

/** Space keys for one device, whoever carries them. */
export const sealKeysTo = (crypto: Crypto, wrapPublic: Bytes, workspaceId: string, keys: readonly SpaceKey[]): Promise<Bytes> =>
  sealTo(crypto, wrapPublic, PURPOSE, workspaceId, encode(list, keys))

export const openKeysWith = async (
  crypto: Crypto,
  device: WrapKeys,
  workspaceId: string,
  sealed: Bytes,
): Promise<Result<readonly SpaceKey[], KeysError>> => read(await openWith(crypto, device, PURPOSE, workspaceId, sealed))

/** Space keys for whoever holds an invite's link: the inviter need not be there when it is used. */
export const sealKeysInInvite = ({ vault, id }: InviteKeys, workspaceId: string, keys: readonly SpaceKey[]): Promise<Bytes> =>
  vault.seal(encode(list, keys), inviteLabel(workspaceId, id))

export const openKeysInInvite = async (
  { vault, id }: InviteKeys,
  workspaceId: string,
  sealed: Bytes,
): Promise<Result<readonly SpaceKey[], KeysError>> => read(await vault.open(sealed, inviteLabel(workspaceId, id)))
