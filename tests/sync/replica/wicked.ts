import type { Bytes } from '../../../src/core/bytes.ts'
import { encodeEntry, signEntry, type Unsigned } from '../../../src/sync/entry.ts'
import { sealItems } from '../../../src/sync/seal.ts'
import type { Cursor } from '../../../src/sync/wire.ts'
import type { Desk, Office } from './office.ts'

/** Why each of what a desk has set aside was. */
export const asideOf = async ({ book }: Desk): Promise<string[]> =>
  (await book().session.store.quarantine.list()).map(({ reason }) => reason)

interface Made extends Partial<Unsigned> {
  readonly space?: string
}

/** Sealed and signed by this desk past its own engine: what a broken or wicked app could make. `by`: whose it says it is. */
export const made = async (office: Office, desk: Desk, items: readonly Bytes[], wanted: Made = {}, by = desk): Promise<Bytes> => {
  const { space = office.teamId, ...others } = wanted
  const { keyring } = by.book().session.store
  const plain = {
    msgId: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex'),
    device: keyring.device.id,
    epoch: 1,
    counter: 1_000,
    rosterHead: office.roster().head,
    cursor: wanted.cursor ?? (await desk.replicaOf(space).cursor()),
    ...others,
  }
  const body = await sealItems(await keyring.dataVault(space, plain.device, 1), space, plain, items)
  const signer = desk.book().session.store.keyring.device.sign
  return encodeEntry(await signEntry(crypto, signer, space, { ...plain, ...body, ...others }))
}

/** Put into the log as it is. */
export const inject = async (office: Office, desk: Desk, items: readonly Bytes[], wanted: Made = {}, by = desk): Promise<Cursor> =>
  office.space.append(await made(office, desk, items, wanted, by))
