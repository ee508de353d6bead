import { INVITE_MS } from '../src/sync/invite.ts'
import { isAdmin, memberOf, type Invite, type Roster } from '../src/sync/roster.ts'
import type { Session, Who, Workspace } from './session.ts'

/** 72 hours after this relay took it. */
export const isOver = ({ rows }: Workspace, { place }: Invite, now: number): boolean => now - (rows[place]?.at ?? 0) > INVITE_MS

/**
 * When a roster entry counts as taken, `at` being the time that its author names. What a device held already when it came, this relay had once and
 * lost: an old link must not live for another 72 hours because of that. Whoever claims to have held what is new only shortens an invite of their own.
 */
export const takenAt = ({ rosterHeld }: Session, { rows }: Workspace, at: number, now: number): number =>
  rows.length < rosterHeld ? Math.min(at, now) : now

/**
 * Whether someone may bring a JOIN for an invite whose time is over. A relay restored from an older copy lost it, and whoever joined cannot come in to
 * say so. That it was made in time cannot be known: the time in it is the joiner's word. So what counts is who brings it. With a link that has run out,
 * somebody must not get in, nor a member become more than that: only those may use it who could give as much without it. An admin invites anew; a
 * member adds devices that read what the member reads. A founder has just brought this very workspace, first entry and all.
 */
export const mayBringBack = (roster: Roster, who: Who | null, { memberId, role, spaces }: Invite): boolean => {
  if (who?.kind === 'founder') return true
  const member = who?.kind === 'device' ? memberOf(roster, who.device) : null
  if (member === null) return false
  if (isAdmin(member) || memberId === member.id) return true
  return memberId === '' && role === 'member' && spaces.every((space) => member.spaces.includes(space))
}
