import type { Bytes } from '../core/bytes.ts'
import { deviceIdOf } from '../core/deviceid.ts'
import type { Id } from '../core/ids.ts'
import { must } from '../core/result.ts'
import type { Database, KeyRow } from './database.ts'
import { generateKeys, openKeyring, type Keyring } from './keyring.ts'
import { newClientId, slotKey, type Slot, type SlotRow } from './slot.ts'
import type { Standing } from './ledger.ts'
import { vaultOf } from './vault.ts'

/*
 * Two databases that are the same device (a restored backup, a cloned profile): the one that notices becomes a device of its own, under new keys and
 * new client ids. Its records stay; what it had not sent is said again (rebase.ts) before anything is sent.
 */

interface Deps {
  readonly database: Database
  readonly keyring: Keyring
  readonly slot: Slot
  readonly crypto: Crypto
  readonly locks: LockManager
}

export interface NextDevice {
  readonly id: string
  readonly signPublic: Bytes
  readonly wrapPublic: Bytes
}

export interface Parting {
  /** The device that this one will be: the same at every try. */
  readonly next: () => Promise<NextDevice>
  /** From here on this is the next device: `memberId` is whose it is. All in one transaction. */
  readonly part: (memberId: Id) => Promise<void>
  /** Takes on what another tab, or an earlier life of this one, parted to. */
  readonly follow: () => Promise<void>
  /** The device that this one was a copy of; null where it never was one. */
  readonly parent: () => Promise<string | null>
}

/** What a parting leaves behind. */
export interface Parted {
  /** The device before. */
  readonly parent: string
  /** Each client id that is used no more, and the one in its place. */
  readonly writers: readonly (readonly [number, number])[]
}

const PARTED_KEY = 'parted'
const NEXT = 'next'
const parts = ['sign', 'wrap', 'public'] as const

export const readParted = async (database: Database): Promise<Parted | null> =>
  ((await database.meta.get(PARTED_KEY))?.value as Parted | undefined) ?? null // written below only

/** Who may be a copy of a copy: every step is gone. */
export const renaming = (parted: Parted | null): ((writer: number) => number) => {
  const next = new Map(parted?.writers)
  const renamed = (writer: number): number => {
    const to = next.get(writer)
    return to === undefined ? writer : renamed(to)
  }
  return renamed
}

export const openParting = ({ database, keyring, slot, crypto, locks }: Deps): Parting => {
  const { keys, meta, writers } = database
  /** Sealed as the device's own, under the name of the next. */
  const makeNext = async (): Promise<void> => {
    const made = await generateKeys(crypto, [])
    const theirs = vaultOf(crypto, must(made.rows.find(({ id }) => id === 'vault')?.key, 'a vault key'))
    const rows = await Promise.all(
      parts.map(async (part): Promise<KeyRow> => {
        const label = `keys|device/${part}`
        const sealed = must(made.rows.find(({ id }) => id === `device/${part}`)?.sealed, part)
        const plain = await theirs.open(sealed, label)
        if (!plain.ok) throw new Error('keys that were just made do not open')
        return { id: `${NEXT}/${part}`, sealed: await keyring.vault.seal(plain.value, label) }
      }),
    )
    await database.transaction('rw', [keys], async () => {
      if ((await keys.get(`${NEXT}/public`)) === undefined) await keys.bulkPut(rows)
    })
  }

  const follow = async (): Promise<void> => {
    const parted = await readParted(database)
    if (parted === null) return
    const renamed = renaming(parted)
    keyring.device = (await openKeyring(database, crypto)).device
    Object.assign(slot, { writer: renamed(slot.writer), live: renamed(slot.live) })
  }

  return {
    next: async () => {
      if ((await keys.get(`${NEXT}/public`)) === undefined) await makeNext()
      const opened = await keyring.vault.open(must((await keys.get(`${NEXT}/public`))?.sealed, NEXT), 'keys|device/public')
      if (!opened.ok) throw new Error('the next keys do not open')
      const signPublic = opened.value.slice(0, 32)
      return { id: await deviceIdOf(crypto, signPublic), signPublic, wrapPublic: opened.value.slice(32, 64) }
    },
    part: async (memberId) => {
      const { id: device } = keyring.device
      await locks.request(`${database.name}/commit`, async () => {
        await database.transaction('rw', [keys, meta, writers], async () => {
          const next = await keys.bulkGet(parts.map((part) => `${NEXT}/${part}`))
          // Another tab was quicker.
          if (next.includes(undefined)) return
          const slots = await meta.where('key').startsWith(slotKey('')).toArray()
          const logs = await meta.where('key').startsWith('log/').toArray()
          const before = await readParted(database)
          const old = slots.map(({ value }) => value as SlotRow) // written by slot.ts and commit.ts only
          const fresh = old.map(({ lastClock }): SlotRow => ({ writer: newClientId(crypto), live: newClientId(crypto), lastClock }))
          const renamed = old.flatMap(({ writer, live }, i): (readonly [number, number])[] => {
            const to = must(fresh[i], 'a slot')
            return [
              [writer, to.writer],
              [live, to.live],
            ]
          })
          const parted: Parted = { parent: device, writers: [...(before?.writers ?? []), ...renamed] }
          await Promise.all([
            keys.bulkPut(next.map((row, i): KeyRow => ({ ...row, id: `device/${must(parts[i], 'a part')}` }))),
            keys.bulkDelete(parts.map((part) => `${NEXT}/${part}`)),
            meta.bulkPut(slots.map(({ key }, i) => ({ key, value: fresh[i] }))),
            // It has pushed nothing yet.
            meta.bulkPut(logs.map(({ key, value }) => ({ key, value: { ...(value as Standing), counter: 0 } }))), // written by ledger.ts
            meta.put({ key: PARTED_KEY, value: parted }),
            writers.bulkPut(renamed.map(([writer]) => ({ writer, device, memberId }))),
          ])
        })
        await follow()
      })
    },
    follow,
    parent: async () => (await readParted(database))?.parent ?? null,
  }
}
