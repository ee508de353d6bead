import type { Journal } from '../../core/journal.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { HeldWorkspace, Registry } from '../../store/registry.ts'
import type { LinkStatus } from '../../sync/link/status.ts'
import type { Opened } from '../api.ts'
import { openBook, unheard, type OpenBook } from '../openbook.ts'
import type { EnginePlatform } from '../workspace.ts'
import { enterByLink, type NewDevice } from './join.ts'
import type { JoinRequest, JoinTrouble, Syncing } from './protocol.ts'
import { openSyncing } from './syncing.ts'
import { namedDevice } from './devicename.ts'
import { deviceNaming } from './team.ts'

export interface ArriveDeps {
  readonly platform: EnginePlatform
  readonly registry: Registry
  readonly journal: Journal
  readonly collation: string
  /** Opens a workspace for the page. */
  readonly openHeld: (held: HeldWorkspace) => Promise<OpenBook>
  /** How the open workspace stands with its relay, from now on. */
  readonly onSyncing: (heard: (syncing: Syncing) => void) => () => void
  readonly openedOf: (book: OpenBook) => Opened
}

/** Ms without a line to the relay, until one is told to come back later. */
const PATIENCE = 20_000

/** Joins by a link, takes everything that the relay holds, and opens it. What fails after the joining goes on at the next try. */
export const arrive = async (deps: ArriveDeps, wanted: JoinRequest): Promise<Result<Opened, JoinTrouble>> => {
  const { platform, journal, openHeld, openedOf } = deps
  const entered = await enterByLink(platform, journal, wanted.link)
  if (!entered.ok) return entered
  const baseCurrency = await settingsFirst(deps, entered.value.held)
  if (!baseCurrency.ok) return baseCurrency
  const book = await openHeld({ ...entered.value.held, baseCurrency: baseCurrency.value })
  if (entered.value.isNewMember) await introduce(book, entered.value, wanted)
  // From here on the workspace is held: what is not there yet comes while one works.
  const arrived = untilLive(platform, deps.onSyncing)
  book.seen(true)
  await book.syncing()
  const isThere = await arrived
  if (!entered.value.isNewMember && isThere.ok) await nameThisDevice(book, platform.crypto, wanted.deviceName)
  return ok(openedOf(book))
}

/** What totals are reckoned in must be known before the first amount is. */
const settingsFirst = async (
  { platform, journal, collation }: ArriveDeps,
  held: HeldWorkspace,
): Promise<Result<string, 'offline' | 'diskFull' | 'newer'>> => {
  const book = await openBook(platform, held, journal, collation, unheard)
  const ears = new Set<(syncing: Syncing) => void>()
  const control = openSyncing({
    session: book.session,
    platform,
    journal,
    replicas: async () => (await book.replicas()).filter(({ spaceId }) => spaceId === held.spaces.settings),
    heard: (syncing) => ears.forEach((ear) => ear(syncing)),
    onRelayTime: () => undefined,
  })
  try {
    const live = untilLive(platform, (ear) => {
      ears.add(ear)
      return () => ears.delete(ear)
    })
    control.seen(true)
    const arrived = await live
    if (!arrived.ok) return arrived
    const { baseCurrency } = book.workspace() as { readonly baseCurrency?: unknown }
    // Whoever invited had not sent it yet.
    return typeof baseCurrency === 'string' ? ok(baseCurrency) : err('offline')
  } finally {
    control.stop()
    book.close()
  }
}

/** Resolves once everything that the relay holds is here. */
const untilLive = (
  { relay }: Pick<EnginePlatform, 'relay'>,
  onSyncing: (heard: (syncing: Syncing) => void) => () => void,
): Promise<Result<null, 'offline' | 'diskFull' | 'newer'>> =>
  new Promise((resolve) => {
    let cancel = relay.after(PATIENCE, () => end(err('offline')))
    const end = (result: Result<null, 'offline' | 'diskFull' | 'newer'>) => {
      cancel()
      stop()
      resolve(result)
    }
    const stop = onSyncing(({ status }) => {
      if (status.kind === 'synced' || status.kind === 'waiting') end(ok(null))
      else if (status.kind === 'stopped') end(err(troubleOf(status)))
      else if (status.kind === 'connecting') {
        cancel()
        cancel = relay.after(PATIENCE, () => end(err('offline')))
      }
    })
  })

const troubleOf = ({ why }: LinkStatus & { readonly kind: 'stopped' }): 'offline' | 'diskFull' | 'newer' =>
  why === 'diskFull' || why === 'newer' ? why : 'offline'

/** The new member's own record: everyone is to see who came. */
const introduce = async (book: OpenBook, { held, role }: NewDevice, { name, locale, deviceName }: JoinRequest): Promise<void> => {
  const devices = [namedDevice(book.session.random, null, book.session.store.keyring.device.id, deviceName)]
  const values = { name, role: role === 'admin' ? 'admin' : 'rep', locale, devices }
  const made = await (await book.writer()).create({ id: held.memberId, values })
  if (!made.ok) throw new Error(made.error.code)
}

const nameThisDevice = async (book: OpenBook, crypto: Crypto, name: string): Promise<void> => {
  const naming = await deviceNaming(book.session, crypto, book.session.store.keyring.device.id, name)
  if (naming !== null) await (await book.writer()).edit([naming])
}
