import { expect, onTestFinished } from 'vitest'
import type { Id } from '../../../src/core/ids.ts'
import { must } from '../../../src/core/result.ts'
import type { RelayPlatform } from '../../../src/engine/workspace.ts'
import { openRoomDocument, type RoomDocument } from '../../../src/sync/rooms/document.ts'
import type { EnteredRoom, RoomEnd } from '../../../src/sync/rooms/protocol.ts'
import { aRelay } from '../../sync-server/relays.ts'
import { aProxy } from '../../sync/proxy.ts'
import { createProfile, relayAt } from '../profile.ts'
import { aPhone, asBea, foundedOn, isSynced, type Phone } from '../syncing/phones.ts'
import { valueOf } from '../wanted.ts'

export const soon = { timeout: 15_000, interval: 10 }

export interface OpenPage extends RoomDocument {
  readonly ends: readonly RoomEnd[]
}

/** A record's page, with the stock provider in it; it is left when the test ends. */
export const aPage = async ({ engine }: Pick<Phone, 'engine'>, id: Id): Promise<OpenPage> => {
  const ends: RoomEnd[] = []
  const enter = async (): Promise<EnteredRoom> => {
    const { port1, port2 } = new MessageChannel()
    return { ...(await engine.enterRoom(id, port2)), port: port1 }
  }
  const room = await openRoomDocument({ enter, onDropped: (why) => ends.push(why), revive: engine.ping })
  const opened = must(room, 'a record that may be written')
  onTestFinished(opened.leave)
  return { ...opened, ends }
}

/** A clock that goes on by itself, and can be put forward: what is due by then happens at once. */
export interface Clock extends Pick<RelayPlatform, 'after'> {
  readonly now: () => number
  readonly advance: (ms: number) => void
}

export const aClock = (): Clock => {
  const waiting = new Set<{ readonly at: number; readonly fire: () => void }>()
  let ahead = 0
  const now = () => Date.now() + ahead
  return {
    now,
    after: (ms, run) => {
      const fire = () => {
        cancel()
        run()
      }
      const timer = setTimeout(fire, ms)
      const one = { at: now() + ms, fire }
      const cancel = () => {
        clearTimeout(timer)
        waiting.delete(one)
      }
      waiting.add(one)
      return cancel
    },
    advance: (ms) => {
      ahead += ms
      for (const { at, fire } of [...waiting]) if (at <= now()) fire()
    },
  }
}

/** A phone whose line can be cut. */
export interface CutPhone extends Phone {
  /** Not even a connection is made. */
  readonly goOffline: () => Promise<void>
  readonly comeBack: () => void
}

const NOBODY = '127.0.0.1:9'

const aCutPhone = async (seed: number, address: string, clock: Clock, begin: (phone: Phone) => Promise<unknown>): Promise<CutPhone> => {
  const proxy = await aProxy(seed, address)
  const relay = { ...relayAt(`http://${proxy.address}`), after: clock.after }
  const phone = aPhone(createProfile(seed, { relay, now: clock.now }))
  await begin(phone)
  return {
    ...phone,
    goOffline: async () => {
      proxy.leadTo(NOBODY)
      proxy.cutAll()
      await expect.poll(() => phone.syncing()?.status.kind, soon).toBe('offline')
    },
    comeBack: () => {
      proxy.leadTo(address)
      phone.look(true)
    },
  }
}

/** Two people who share a workspace with one company in it, and everybody's clock. */
export const twoPeople = async (): Promise<{ readonly dao: CutPhone; readonly bea: CutPhone; readonly id: Id; readonly clock: Clock }> => {
  const clock = aClock()
  const { address } = await aRelay({ now: clock.now })
  const dao = await aCutPhone(901, address, clock, foundedOn)
  const id = await dao.create('company', { name: 'Lotus', description: 'They roast.' })
  const link = valueOf(await dao.engine.invite({ kind: 'member', role: 'member' }))
  const bea = await aCutPhone(902, address, clock, async ({ engine }) => valueOf(await engine.join(asBea(link))))
  await synced(dao, bea)
  return { dao, bea, id, clock }
}

export const synced = (...phones: readonly Phone[]): Promise<void> =>
  expect.poll(() => phones.every((phone) => phone.syncing() !== null && isSynced(phone)), soon).toBe(true)
