import { foldRoster } from '../../sync/rosterfold.ts'
import { isAdmin, memberOf, type Roster } from '../../sync/roster.ts'
import { must } from '../../core/result.ts'
import type { Session } from '../session.ts'

/** As this device knows it: every entry checked. */
export const rosterHere = async ({ store }: Pick<Session, 'store'>, crypto: Crypto): Promise<Roster> => {
  const folded = await foldRoster(crypto, await store.roster.load())
  return must(folded.ok ? folded.value : undefined, 'a roster that reads')
}

/** Whether this person may change what everyone of the workspace shares. */
export const isAdminHere = async (session: Pick<Session, 'store'>, crypto: Crypto): Promise<boolean> => {
  const member = memberOf(await rosterHere(session, crypto), session.store.keyring.device.id)
  return member !== null && isAdmin(member)
}
