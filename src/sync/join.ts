import type { Bytes } from '../core/bytes.ts'
import { err, type Result } from '../core/result.ts'
import type { InviteLink } from './invite.ts'
import type { Roster } from './roster.ts'
import { foldRoster, type RosterFailure } from './rosterfold.ts'

/** `otherWorkspace`: the relay shows another than the link names. `tooOld`: one that does not reach to where the link was made. */
export type ShownFailure = RosterFailure | 'otherWorkspace' | 'tooOld'

/** What a newcomer, who knows only a link, may believe of the roster that a relay shows. */
export const believeRoster = async (
  crypto: Crypto,
  { workspaceId, rosterHead }: InviteLink,
  sources: readonly Bytes[],
): Promise<Result<Roster, ShownFailure>> => {
  const folded = await foldRoster(crypto, sources)
  if (!folded.ok) return folded
  if (folded.value.workspaceId !== workspaceId) return err('otherWorkspace')
  return folded.value.places.has(rosterHead) ? folded : err('tooOld')
}
