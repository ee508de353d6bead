import { expect } from 'vitest'
import { must } from '../../../src/core/result.ts'
import type { LinkDeps } from '../../../src/sync/link/link.ts'
import type { TestDevice } from '../devices.ts'
import { SETTINGS, TEAM, type Team } from '../team.ts'
import { aMember, eventually, type Member } from './crew.ts'
import { aReplica, endOf, type MemoryReplica } from './memoryreplica.ts'

/** A device on the line with the team's space and the settings. */
export interface Desk extends Member {
  readonly team: MemoryReplica
  readonly settings: MemoryReplica
  /** Edits in the team's space, and says so. */
  readonly write: (text: string) => void
}

export interface DeskOptions extends Partial<Omit<LinkDeps, 'device'>> {
  readonly held?: MemoryReplica
  readonly speed?: number
}

export const aDesk = async (
  address: string,
  { entries }: Pick<Team, 'entries'>,
  device: TestDevice,
  options: DeskOptions = {},
): Promise<Desk> => {
  const { held: team = aReplica(device, TEAM), ...others } = options
  const settings = aReplica(device, SETTINGS)
  const member = await aMember({ origin: `http://${address}`, device, replicas: [team, settings], roster: entries, ...others })
  const write = (text: string) => {
    team.edit(text)
    member.edited(100)
  }
  return { ...member, team, settings, write }
}

/** All show that all is sent, and hold one log without a fault. */
export const areSettled = (...desks: readonly Desk[]): Promise<void> =>
  eventually(() => {
    for (const desk of desks) {
      expect(desk.status()).toEqual({ kind: 'synced' })
      expect(desk.team.pendings()).toEqual([])
      expect(endOf(desk.team)).toBe(endOf(must(desks[0], 'a desk').team))
      expect(desk.team.wrongs).toEqual([])
    }
  })
