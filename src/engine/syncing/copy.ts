import { must, ok } from '../../core/result.ts'
import type { BuildEntry } from '../../sync/link/rosterwriter.ts'
import { additionOf } from '../../sync/link/members.ts'
import type { Roster } from '../../sync/roster.ts'
import { edit } from '../../store/document.ts'
import { applyCommit, entityOrThrow, refById, type Session } from '../session.ts'
import { deviceNaming, namedDevices } from './team.ts'

/* A database that is a copy of another device's goes on as a device of its own. */

/** Signed by the device that it was, until the roster names the device that it will be. */
export const additionHere =
  ({ store, now }: Session, crypto: Crypto): BuildEntry =>
  async (roster: Roster) => {
    const next = await (await store.parting()).next()
    if (roster.devices.has(next.id)) return null
    return additionOf({ crypto, device: store.keyring.device, now }, roster, next, await store.keyring.spaceKeys())
  }

/** “Chrome on Android” was copied: “Chrome on Android 2”. False while the person’s own record is not here yet. */
export const nameCopy = async (session: Session, crypto: Crypto): Promise<boolean> => {
  const { held, store, clock } = session
  const { id } = store.keyring.device
  const parent = await (await store.parting()).parent()
  const ref = refById(session, held.memberId)
  if (parent === null) return true
  if (ref === null) return false
  const named = await namedDevices(session, held.memberId)
  const before = named.find(({ deviceId }) => deviceId === parent)?.name ?? ''
  if (before === '' || named.some(({ deviceId }) => deviceId === id)) return true
  const naming = must(
    await deviceNaming(session, crypto, id, numbered(before, new Set(named.flatMap(({ name }) => name ?? [])))),
    'a device of ours',
  )
  const author = { writer: store.slot.writer, clock }
  const committed = await store.commit(async (look) => {
    const state = must(await look.state(ref), 'the person’s own record')
    const edited = edit(entityOrThrow(session, 'member'), state, naming.changes, author)
    return edited.ok ? ok({ writes: [{ ref, state: edited.value.state, delta: edited.value }], lastClock: edited.value.clock }) : edited
  })
  if (committed.ok) applyCommit(session, committed.value, false)
  return committed.ok
}

const numbered = (name: string, taken: ReadonlySet<string>): string => {
  const bare = name.replace(/ \d+$/u, '')
  for (let number = 2; ; number += 1) if (!taken.has(`${bare} ${number}`)) return `${bare} ${number}`
}
