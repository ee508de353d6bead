import { createHash } from 'node:crypto'
import { must } from '../../../src/core/result.ts'
import { decodeEntry } from '../../../src/sync/entry.ts'
import type { LinkPlatform } from '../../../src/sync/link/platform.ts'
import type { Frame } from '../../../src/sync/wire.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aTeam } from '../team.ts'
import { aPlatform } from './crew.ts'
import { aDesk, areSettled, type DeskOptions } from './desk.ts'
import { aMiddle, type Middle } from './middle.ts'

/** What a refusal of this frame names. */
const aboutOf = (frame: Frame): string => {
  if (frame.type === 'rosterAppend') return createHash('sha256').update(frame.entry).digest('hex')
  if (frame.type === 'sub') return frame.space
  if (frame.type !== 'push') return ''
  const entry = decodeEntry(frame.entry)
  return must(entry.ok ? entry.value : null, 'an entry').msgId
}

interface Refusing {
  readonly status: number
  readonly retryAfter?: number
  readonly seq?: number
  readonly times?: number
  readonly of?: (frame: Frame) => boolean
}

/** Refuses the next frames of a type in the relay's place; answers all of that type that were sent since. */
export const refuse = (
  middle: Middle,
  type: Frame['type'],
  { status, retryAfter = 0, seq = 0, times = 1, of = () => true }: Refusing,
): readonly Frame[] => {
  const heard: Frame[] = []
  let left = times
  middle.setAnswers((frame) => {
    if (frame.type !== type || !of(frame)) return null
    heard.push(frame)
    left -= 1
    return left < 0 ? null : [{ type: 'error', status, answers: type, about: aboutOf(frame), retryAfter, seq }]
  })
  return heard
}

/** Real timers, and what they were asked for. */
export const aWaitingPlatform = (): { readonly platform: LinkPlatform; readonly waits: readonly number[] } => {
  const plain = aPlatform()
  const waits: number[] = []
  const after: LinkPlatform['after'] = (ms, run) => {
    waits.push(ms)
    return plain.after(ms, run)
  }
  return { platform: { ...plain, after }, waits }
}

/** An owner whose relay may refuse anything, and Bea, who sees the relay as it is. */
export const aRefused = async (options: DeskOptions = {}) => {
  const relay = await aRelay()
  const middle = await aMiddle(relay.address)
  const team = await aTeam()
  const bea = await team.member('member_bea')
  const { platform, waits } = aWaitingPlatform()
  const one = await aDesk(middle.address, team, team.owner, { platform, ...options })
  const two = await aDesk(relay.address, team, bea)
  await areSettled(one, two)
  return { relay, middle, team, one, two, waits }
}
