import { onTestFinished } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { newId, type Id } from '../../../src/core/ids.ts'
import type { Values } from '../../../src/domain/check.ts'
import type { Engine, Opened } from '../../../src/engine/api.ts'
import type { Told } from '../../../src/engine/catalog.ts'
import type { JoinRequest, Syncing } from '../../../src/engine/syncing/protocol.ts'
import type { WatchPost, WatchRequest } from '../../../src/engine/watching.ts'
import type { EnginePlatform } from '../../../src/engine/workspace.ts'
import { createProfile, NOON, relayAt, type Profile } from '../../engine/profile.ts'
import { aWorkspace, valueOf } from '../wanted.ts'

/** An engine with a page that looks at it. */
export interface Phone {
  readonly profile: Profile
  readonly engine: Engine
  /** The newest thing that the page was told. */
  readonly syncing: () => Syncing | null
  /** What the page was told last of the fields that the team made. */
  readonly told: () => Told | null
  readonly look: (isSeen: boolean) => void
  readonly create: (entity: string, values: Values) => Promise<Id>
  readonly set: (id: Id, path: string, value: unknown) => Promise<void>
  readonly field: (id: Id, name: string) => Promise<unknown>
}

/** One tab of a profile, seen by somebody. `lent`: in place of what its browser lends. */
export const aPhone = (profile: Profile, lent: Partial<EnginePlatform> = {}): Phone => {
  const engine = profile.tab(lent)
  const { port1, port2 } = new MessageChannel()
  let syncing: Syncing | null = null
  let told: Told | null = null
  port1.onmessage = ({ data }: MessageEvent<WatchPost>) => {
    if (data.kind === 'syncing') syncing = data.syncing
    if (data.kind === 'told') told = data.told
  }
  const look = (isSeen: boolean) => port1.postMessage({ kind: 'pause', isPaused: !isSeen } satisfies WatchRequest)
  void engine.watchOver(port2)
  look(true)
  onTestFinished(() => port1.close())
  return {
    profile,
    engine,
    syncing: () => syncing,
    told: () => told,
    look,
    create: async (entity, values) => {
      const id = newId(entity, NOON, profile.random)
      valueOf(await engine.create({ id, values }))
      return id
    },
    set: async (id, path, value) => {
      valueOf(await engine.edit([{ id, changes: [{ path, value }] }]))
    },
    field: async (id, name) => (await engine.record(id))?.fields[name],
  }
}

let seeds = 0
export const aPhoneAt = (address: string): Phone => {
  seeds += 1
  return aPhone(createProfile(seeds, { relay: relayAt(`http://${address}`), now: Date.now }))
}

export const founded = async (address: string): Promise<Phone & { readonly opened: Opened }> => {
  const phone = aPhoneAt(address)
  return { ...phone, opened: await foundedOn(phone) }
}

export const foundedOn = async ({ engine }: Phone): Promise<Opened> => {
  const opened = valueOf(await engine.startWorkspace(aWorkspace))
  // As every page does: the relay's turn comes after the first list.
  await engine.query({ entity: 'company' }, { start: 0, count: 10 })
  return opened
}

export const asBea = (link: string): JoinRequest => ({ link, name: 'Bea', locale: 'th', deviceName: 'Firefox on Android' })

/** Whether everything is on both sides. */
export const isSynced = ({ syncing }: Phone): boolean => {
  const { status, waiting } = must(syncing(), 'what the page was told')
  return status.kind === 'synced' && waiting === 0
}
