import type { Bytes } from '../../core/bytes.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { signLogin } from '../login.ts'
import { WIRE_VERSION, type Frame, type FrameOf, type FrameType } from '../wire.ts'
import type { Connection } from './connection.ts'

/** Who logs in: a device, or whoever holds an invite. */
export interface LoginKey {
  readonly sign: CryptoKey
  readonly signPublic: Bytes
}

/** The relay's refusal, or `cut` where the socket closed before there was an answer. */
export type Refused = 'cut' | FrameOf<'error'>

/** The next frame of a type; others that come before are for `passed`. */
export const expectFrame = async <T extends FrameType>(
  connection: Connection,
  type: T,
  passed: (frame: Frame) => void = () => undefined,
): Promise<Result<FrameOf<T>, Refused>> => {
  for (;;) {
    const frame = await connection.next()
    if (frame === null) return err('cut')
    if (isOf(frame, type)) return ok(frame)
    if (frame.type === 'error') return err(frame)
    passed(frame)
  }
}

const isOf = <T extends FrameType>(frame: Frame, type: T): frame is Extract<Frame, { type: T }> & FrameOf<T> => frame.type === type

/** HELLO, CHALLENGE, AUTH, WELCOME. A device that was removed is shown the roster entry that says so, before the refusal: it goes to `passed`. */
export const logIn = async (
  crypto: Crypto,
  connection: Connection,
  workspaceId: string,
  { sign, signPublic }: LoginKey,
  rosterLength: number,
  passed?: (frame: Frame) => void,
): Promise<Result<FrameOf<'welcome'>, Refused>> => {
  if (!(await connection.opened)) return err('cut')
  connection.send({ type: 'hello', version: WIRE_VERSION, workspace: workspaceId, key: signPublic })
  const challenge = await expectFrame(connection, 'challenge')
  if (!challenge.ok) return challenge
  const { nonce } = challenge.value
  const { origin } = connection
  connection.send({ type: 'auth', signature: await signLogin(crypto, sign, { workspaceId, nonce, origin }), rosterLength })
  return expectFrame(connection, 'welcome', passed)
}
