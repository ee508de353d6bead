import type { Engine } from '../api.ts'
import type { Sharing } from '../syncing/sharing.ts'
import type { Called } from './called.ts'

type SharingCalls = Pick<
  Engine,
  'enterRoom' | 'team' | 'invite' | 'revokeInvite' | 'revokeDevice' | 'nameDevice' | 'notShared' | 'discardNotShared'
>

/** What has to do with others. */
export const sharingCalls = ({ book, platform }: Called): SharingCalls => {
  const shared = async (): Promise<Sharing> => (await import('../syncing/sharing.ts')).sharing(book(), platform)
  return {
    enterRoom: async (id, port) => (await shared()).enterRoom(id, port),
    team: async () => (await shared()).team(),
    invite: async (wanted) => (await shared()).invite(wanted),
    revokeInvite: async (id) => (await shared()).revokeInvite(id),
    revokeDevice: async (id) => (await shared()).revokeDevice(id),
    nameDevice: async (id, name) => (await shared()).nameDevice(id, name),
    notShared: async () => (await shared()).notShared(),
    discardNotShared: async (id) => (await shared()).discardNotShared(id),
  }
}
