import { hex, type Bytes } from '../core/bytes.ts'
import { FIRST_EPOCH, type Keyring } from '../store/keyring.ts'
import { encodeBranchItem } from '../store/outbox.ts'
import type { NewPush } from '../store/ledger.ts'
import type { Retold } from '../store/retelling.ts'
import type { SpaceLog, Waiting } from '../store/spacelog.ts'
import { encodeEntry, signEntry } from './entry.ts'
import type { Pending } from './replica.ts'
import { sealItems } from './seal.ts'
import type { Cursor } from './wire.ts'

/** Bytes of items in one push; a single larger item travels alone. */
const PUSH_BYTES = 64 * 1024
/** Rows opened at a time: as many small edits as a push holds. */
const ROWS = 256
/** A push waits until the packs that it names are at the relay: few of them, so that an import arrives bit by bit. */
const PUSH_PACKS = 16
const BRANCH_PLACES = 1_000
/** What tells of lost places goes before what names them: the newest first, as an older one may itself name a place that was lost since. */
const BEFORE_LOST = -(2 ** 41)
/** What is said anew comes after all that was kept as it was. */
const AFTER_LOST = -(2 ** 39)

export interface OutgoingDeps {
  readonly log: SpaceLog
  readonly keyring: Keyring
  readonly crypto: Crypto
}

/** Seals what waits, push by push; answers all that the relay has not acknowledged. */
export const createOutgoing =
  (deps: OutgoingDeps) =>
  async (rosterHead: string): Promise<readonly Pending[]> => {
    await retell(deps, rosterHead)
    while (await sealNext(deps, rosterHead));
    while (await tellLost(deps, rosterHead));
    return (await deps.log.unacked()).map(({ msgId, entry, packs }) => ({ msgId, entry, packs }))
  }

/** True where there may be more. */
const sealNext = async (deps: OutgoingDeps, rosterHead: string): Promise<boolean> => {
  const { cursor, counter } = await deps.log.standing()
  const waiting = fitting(await deps.log.items(ROWS))
  if (waiting.length === 0) return false
  const items = waiting.flatMap(({ item }) => item ?? [])
  const packs = waiting.flatMap(({ item, pack }) => (item === null ? [] : (pack ?? [])))
  const push = await sealed(deps, rosterHead, cursor, counter + 1, items)
  await deps.log.keepPush({ ...push, order: counter + 1, cursor, packs, rows: waiting.map(({ row }) => row), told: [] })
  return true
}

const fitting = (waiting: readonly Waiting[]): readonly Waiting[] => {
  let bytes = 0
  let packs = 0
  const end = waiting.findIndex(({ item, pack }, i) => {
    bytes += item?.length ?? 0
    packs += pack === null ? 0 : 1
    return i > 0 && (bytes > PUSH_BYTES || packs > PUSH_PACKS)
  })
  return end < 0 ? waiting : waiting.slice(0, end)
}

/** Where the relay lost more than anybody keeps: all that was written since, by whomever. What is told twice does no harm. */
const retell = async (deps: OutgoingDeps, rosterHead: string): Promise<void> => {
  const { log } = deps
  const since = (await log.standing()).retell?.since
  if (since === undefined) return
  let told: Retold[] = []
  let bytes = 0
  const send = async () => {
    const items = told.map(({ item }) => item)
    const packs = told.flatMap(({ pack }) => pack ?? [])
    let isKept = told.length === 0
    while (!isKept) {
      const { cursor, counter } = await log.standing()
      const push = await sealed(deps, rosterHead, cursor, counter + 1, items)
      isKept = await log.keepPush({ ...push, order: AFTER_LOST + counter + 1, cursor, packs, rows: [], told: [] })
    }
    told = []
    bytes = 0
  }
  for await (const one of log.retelling(since)) {
    if (bytes + one.item.length > PUSH_BYTES || told.filter(({ pack }) => pack !== null).length >= PUSH_PACKS) await send()
    told.push(one)
    bytes += one.item.length
  }
  await send()
  await log.retold(since)
}

/** Whoever sends an entry that names a place which the relay has lost tells of the place first: only those know of it who were there. */
const tellLost = async (deps: OutgoingDeps, rosterHead: string): Promise<boolean> => {
  const untold = (await deps.log.untold()).slice(0, BRANCH_PLACES)
  if (untold.length === 0) return false
  const { cursor, counter } = await deps.log.standing()
  const push = await sealed(deps, rosterHead, cursor, counter + 1, [encodeBranchItem(untold)])
  await deps.log.keepPush({ ...push, order: BEFORE_LOST - counter - 1, cursor, packs: [], rows: [], told: untold })
  return true
}

const sealed = async (
  { log: { spaceId }, keyring, crypto }: OutgoingDeps,
  rosterHead: string,
  cursor: Cursor,
  counter: number,
  items: readonly Bytes[],
): Promise<Pick<NewPush, 'msgId' | 'entry' | 'counter'>> => {
  const { device } = keyring
  const sealing = { msgId: hex(crypto.getRandomValues(new Uint8Array(16))), device: device.id, epoch: FIRST_EPOCH }
  const body = await sealItems(await keyring.dataVault(spaceId, device.id, FIRST_EPOCH), spaceId, sealing, items)
  const entry = await signEntry(crypto, device.sign, spaceId, { ...sealing, ...body, counter, rosterHead, cursor })
  return { msgId: sealing.msgId, entry: encodeEntry(entry), counter }
}
