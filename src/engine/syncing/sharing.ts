import { err, must, type Result } from '../../core/result.ts'
import type { Link } from '../../sync/link/link.ts'
import type { Engine } from '../api.ts'
import type { OpenBook } from '../openbook.ts'
import type { EnginePlatform } from '../workspace.ts'
import { discardHere, notSharedHere } from './notshared.ts'
import type { TeamFailure } from './protocol.ts'
import { deviceNaming, inviteHere, revokeDeviceHere, revokeInviteHere, teamHere } from './team.ts'

export type Sharing = Pick<
  Engine,
  'enterRoom' | 'team' | 'invite' | 'revokeInvite' | 'revokeDevice' | 'nameDevice' | 'notShared' | 'discardNotShared'
>

/** The part of the engine that has to do with others. */
export const sharing = (book: OpenBook, platform: EnginePlatform): Sharing => {
  const { session, index, syncing, writer } = book
  const { crypto } = platform

  const withLink = async <T>(work: (link: Link) => Promise<Result<T, TeamFailure>>): Promise<Result<T, TeamFailure>> => {
    const control = must(await syncing(), 'a workspace that is shared')
    return work(await control.link())
  }

  return {
    enterRoom: async (id, port) => (await import('../rooms/rooms.ts')).roomsOf(book, platform).enter(id, port),
    team: async () => {
      if (session.held.isSample === 1) return null
      await index.ensure('member', ['name'])
      return teamHere(session, crypto, session.relayAhead() ?? 0)
    },
    invite: (wanted) => withLink((link) => inviteHere(session, platform, link, wanted)),
    revokeInvite: (id) => withLink((link) => revokeInviteHere(session, crypto, link, id)),
    revokeDevice: (id) => withLink((link) => revokeDeviceHere(session, crypto, link, id)),
    nameDevice: async (id, name) => {
      await index.rows()
      const naming = await deviceNaming(session, crypto, id, name)
      return naming === null ? err({ code: 'gone' }) : (await writer()).edit([naming])
    },
    notShared: async () => {
      await index.whole()
      return notSharedHere(session, crypto)
    },
    discardNotShared: async (id) => {
      await discardHere(session, id)
      const control = await syncing()
      control?.recount()
    },
  }
}
