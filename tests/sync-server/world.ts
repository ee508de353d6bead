import { expect } from 'vitest'
import { utf8 } from '../../src/core/bytes.ts'
import { must } from '../../src/core/result.ts'
import type { Entry } from '../../src/sync/entry.ts'
import { anEntry, type TestDevice } from '../sync/devices.ts'
import { aTeam, TEAM, type Team } from '../sync/team.ts'
import { logIn, type LoggedIn } from './peer.ts'
import { aRelay, type TestRelay } from './relays.ts'

export interface World {
  readonly relay: TestRelay
  readonly team: Team
  /** The owner's socket. */
  readonly owner: LoggedIn
  readonly as: (device: TestDevice) => Promise<LoggedIn>
  readonly entry: (device: TestDevice, text: string, wanted?: Partial<Entry>, space?: string) => Promise<Entry>
  /** Appends what the team has and the relay has not. */
  readonly bring: () => Promise<void>
}

/** A relay that holds a workspace, and its owner logged in. */
export const aWorld = async (options: Parameters<typeof aRelay>[0] = {}): Promise<World> => {
  const relay = await aRelay(options)
  const team = await aTeam()
  const id = team.roster().workspaceId
  const owner = await logIn(relay.address, id, team.owner)
  let brought = 0
  const bring = async () => {
    for (; brought < team.entries.length; brought += 1) {
      owner.send({ type: 'rosterAppend', entry: must(team.entries[brought], 'an entry') })
      expect((await owner.next('roster')).from).toBe(brought)
    }
  }
  await bring()
  return {
    relay,
    team,
    owner,
    bring,
    as: (device) => logIn(relay.address, id, device),
    entry: (device, text, wanted = {}, space = TEAM) => anEntry(device, [utf8(text)], { rosterHead: team.roster().head, space, ...wanted }),
  }
}
