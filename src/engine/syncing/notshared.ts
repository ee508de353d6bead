import type { Bytes } from '../../core/bytes.ts'
import type { Id } from '../../core/ids.ts'
import type { Values } from '../../domain/check.ts'
import { entityNamed } from '../../domain/entities.ts'
import { readWhole } from '../../store/document.ts'
import { decodeItem } from '../../store/item.ts'
import type { SpaceLog } from '../../store/spacelog.ts'
import { decodeEntry } from '../../sync/entry.ts'
import { FIRST_EPOCH } from '../../store/keyring.ts'
import { liveDevice } from '../../sync/roster.ts'
import { openItems } from '../../sync/seal.ts'
import { refById, type Session } from '../session.ts'
import type { NotShared } from './protocol.ts'
import { rosterHere } from './rights.ts'

/** An edit that stays here, by where it lies. */
type Kept = Pick<NotShared, 'id' | 'recordId' | 'why'>

/** Rows of the outbox that a revoked device shows. */
const MOST = 5_000

/** Edits that stay on this device: refused ones, and all that wait where the device was revoked. One line for each record. */
export const notSharedHere = async (session: Session, crypto: Crypto): Promise<readonly NotShared[]> => {
  const isRevoked = await isRevokedHere(session, crypto)
  const kept: Kept[] = []
  for (const spaceId of session.store.keyring.spaceIds()) {
    const log = await session.store.log(spaceId)
    const refused = await log.refusedPushes()
    const pushes = isRevoked ? [...refused, ...(await log.unacked())] : refused
    for (const { msgId, entry, refusal, discarded = [] } of pushes) {
      const ids = (await recordsOf(session, log, entry)).filter((id) => !discarded.includes(id))
      kept.push(...ids.map((recordId) => ({ id: `${spaceId}/push/${msgId}/${recordId}`, recordId, why: refusal || 'removed' })))
    }
    for (const { row, item } of isRevoked ? await log.items(MOST) : [])
      for (const recordId of editedIn(item === null ? [] : [item]))
        kept.push({ id: `${spaceId}/row/${row}/${recordId}`, recordId, why: 'removed' })
  }
  return Promise.all(kept.reverse().map((one) => shown(session, one)))
}

/** Lets go of one line; what it did to the record on this device stays. */
export const discardHere = async (session: Session, id: string): Promise<void> => {
  const [spaceId = '', kind, at = '', recordId = ''] = id.split('/')
  const log = await session.store.log(spaceId)
  if (kind === 'row') {
    await log.dropWaiting(Number(at))
    return
  }
  const [push] = await log.pushes([at])
  if (push === undefined) return
  const discarded = [...(push.discarded ?? []), recordId]
  const left = (await recordsOf(session, log, push.entry)).filter((one) => !discarded.includes(one))
  await log.discard(at, left.length === 0 ? null : discarded)
}

const isRevokedHere = async (session: Session, crypto: Crypto): Promise<boolean> => {
  const roster = await rosterHere(session, crypto)
  const { id } = session.store.keyring.device
  return roster.devices.has(id) && liveDevice(roster, id) === null
}

const recordsOf = async ({ store }: Session, { spaceId }: SpaceLog, bytes: Bytes): Promise<readonly Id[]> => {
  const entry = decodeEntry(bytes)
  if (!entry.ok) return []
  const items = await openItems(await store.keyring.dataVault(spaceId, entry.value.device, FIRST_EPOCH), spaceId, entry.value)
  return items.ok ? editedIn(items.value) : []
}

const editedIn = (items: readonly Bytes[]): readonly Id[] => {
  const ids = items.flatMap((bytes) => {
    const item = decodeItem(bytes)
    return item.ok && item.value.kind === 'update' ? [item.value.id] : []
  })
  return [...new Set(ids)]
}

const shown = async (session: Session, kept: Kept): Promise<NotShared> => {
  const { recordId } = kept
  const ref = refById(session, recordId)
  const entity = ref === null ? null : entityNamed(ref.entity)
  const state = ref === null ? undefined : (await session.store.states([ref])).get(recordId)
  const fields: Values = entity === null || state === undefined ? {} : readWhole(entity, state).fields
  return { ...kept, entity: ref?.entity ?? '', title: session.titleOf(recordId), fields }
}
