import { err, must, type Result } from '../../core/result.ts'
import type { Link } from '../../sync/link/link.ts'
import type { Engine } from '../api.ts'
import type { OpenBook } from '../openbook.ts'
import type { EnginePlatform } from '../workspace.ts'
import type { TeamFailure } from './protocol.ts'

interface Deps {
  readonly book: () => OpenBook
  readonly platform: EnginePlatform
}
type Sharing = Pick<Engine, 'team' | 'invite' | 'revokeInvite' | 'revokeDevice' | 'nameDevice' | 'notShared' | 'discardNotShared'>

/** The part of the engine that has to do with others; fetched when it is first asked for. */
export const sharing = ({ book, platform }: Deps): Sharing => {
  const { crypto } = platform

  const withLink = async <T>(work: (link: Link) => Promise<Result<T, TeamFailure>>): Promise<Result<T, TeamFailure>> => {
    const control = must(await book().syncing(), 'a workspace that is shared')
    return work(await control.link())
  }

  return {
    team: async () => {
      const { session, index, relayAhead } = book()
      if (session.held.isSample === 1) return null
      const [{ teamHere }] = await Promise.all([import('./team.ts'), index.ensure('member', ['name'])])
      return teamHere(session, crypto, relayAhead())
    },
    invite: async (wanted) => {
      const { inviteHere } = await import('./team.ts')
      return withLink((link) => inviteHere(book().session, platform, link, wanted))
    },
    revokeInvite: async (id) => {
      const { revokeInviteHere } = await import('./team.ts')
      return withLink((link) => revokeInviteHere(book().session, crypto, link, id))
    },
    revokeDevice: async (id) => {
      const { revokeDeviceHere } = await import('./team.ts')
      return withLink((link) => revokeDeviceHere(book().session, crypto, link, id))
    },
    nameDevice: async (id, name) => {
      const { session, index, writer } = book()
      const [{ deviceNaming }] = await Promise.all([import('./team.ts'), index.rows()])
      const naming = await deviceNaming(session, crypto, id, name)
      return naming === null ? err({ code: 'gone' }) : (await writer()).edit([naming])
    },
    notShared: async () => {
      const { session, index } = book()
      const [{ notSharedHere }] = await Promise.all([import('./notshared.ts'), index.whole()])
      return notSharedHere(session, crypto)
    },
    discardNotShared: async (id) => {
      const { session, syncing } = book()
      const { discardHere } = await import('./notshared.ts')
      await discardHere(session, id)
      const control = await syncing()
      control?.recount()
    },
  }
}
