import type { Journal } from '../../core/journal.ts'
import { must } from '../../core/result.ts'
import { databaseName } from '../../store/database.ts'
import type { Link } from '../../sync/link/link.ts'
import type { LinkStatus } from '../../sync/link/status.ts'
import { createLive } from '../../sync/live.ts'
import type { Replica } from '../../sync/replica.ts'
import type { Session } from '../session.ts'
import type { EnginePlatform } from '../workspace.ts'
import { additionHere, nameCopy } from './copy.ts'
import { openLead } from './lead.ts'
import { openLiveLine, type LiveLine, type LiveNote } from './liveline.ts'
import type { Syncing } from './protocol.ts'

export interface SyncingDeps {
  readonly session: Session
  readonly platform: EnginePlatform
  readonly journal: Journal
  readonly replicas: () => Promise<readonly Replica[]>
  readonly heard: (syncing: Syncing) => void
  /** Ms that the relay's clock is ahead of this device's. */
  readonly onRelayTime: (ahead: number) => void
}

/** What passes between this workspace and its relay, for all tabs of it. */
export interface SyncControl {
  /** A person looks at this tab, or no longer does. */
  readonly seen: (isSeen: boolean) => void
  /** This tab's own line to the relay, taken over from another tab if need be. */
  readonly link: () => Promise<Link>
  /** Who looks at which record, beside the log. */
  readonly live: LiveLine
  /** What the relay will never take was looked through. */
  readonly recount: () => void
  readonly stop: () => void
}

/** Changes in a row are told of once. */
const TELL_MS = 80
/** So often at most the disk is told that all is on both sides: it costs as much as an edit. */
const NOTE_MS = 60_000
const UNKNOWN = { kind: 'connecting', done: 0, total: 0 } as const

export const openSyncing = ({ session, platform, journal, replicas, heard, onRelayTime }: SyncingDeps): SyncControl => {
  const { store, held } = session
  const { relay, crypto, now, random, locks } = platform
  const name = `${databaseName(held.id)}/syncing`
  const channel = platform.channel<Syncing>(name)
  const partings = platform.channel<'parted'>(`${name}/parted`)
  const follow = async () => (await store.parting()).follow()
  let link: Promise<Link> | null = null
  let status: LinkStatus = UNKNOWN
  let roster = 0
  let isStopped = false
  let ahead = 0
  let cancelTelling: (() => void) | null = null
  let syncedAt: number | null = null
  let notedAt = -Infinity
  /** Whether this device has a name, if it was a copy of another one. */
  let naming = Promise.resolve(false)

  const tell = async () => {
    cancelTelling = null
    const owed = await store.outstanding()
    const [waiting, notShared] = await Promise.all([owed.waiting(), owed.refused()])
    const isSynced = waiting === 0 && (status.kind === 'synced' || status.kind === 'waiting')
    syncedAt = isSynced ? now() : (syncedAt ?? (await owed.syncedAt()))
    if (isSynced && now() - notedAt > NOTE_MS) {
      notedAt = now()
      await owed.noteSynced(notedAt)
    }
    if (isStopped || link === null) return
    const told: Syncing = { status: isSynced ? { kind: 'synced' } : status, waiting, notShared, syncedAt, roster }
    heard(told)
    channel.post(told)
  }
  const tellSoon = () => {
    if (isStopped || link === null) return
    cancelTelling ??= relay.after(TELL_MS, () => void tell().catch(failed))
  }
  /** A database that was closed meanwhile is nobody's trouble. */
  const failed = (error: unknown) => {
    if (!isStopped) journal.note('sync.failed', error instanceof Error ? error.name : 'unknown')
  }

  const open = async (): Promise<Link> => {
    const { openLink } = await import('../../sync/link/link.ts')
    await follow()
    const opened = await openLink({
      platform: { crypto, now, random, ...relay },
      origin: relay.origin,
      device: store.keyring.device,
      rosterStore: store.roster,
      replicas: await replicas(),
      journal,
      addition: additionHere(session, crypto),
      onStatus: (next) => {
        if (next.kind === 'stopped' && next.why === 'copied') {
          part().catch((error: unknown) => {
            status = next
            failed(error)
            tellSoon()
          })
          return
        }
        if (isUp(next)) {
          naming = naming.catch(() => false).then(async (isNamed) => isNamed || nameCopy(session, crypto))
          naming.catch(failed)
        }
        if (!isUp(status) && isUp(next)) live.back()
        status = next
        tellSoon()
      },
      onRoster: () => {
        roster += 1
        tellSoon()
      },
      onRelayTime: (ms) => {
        ahead = ms
        onRelayTime(ms)
      },
      onAwareness: live.hear,
    })
    if (!opened.ok) throw new Error(`the roster is ${opened.error}`)
    status = opened.value.status()
    tellSoon()
    return opened.value
  }
  /** It goes on under its new name, here and in the other tabs. */
  const part = async () => {
    const copied = link
    await (await store.parting()).part(held.memberId)
    partings.post('parted')
    if (isStopped || link !== copied) return
    withLink(({ close }) => close())
    link = open()
    await link
  }
  const withLink = (work: (link: Link) => void | Promise<void>) => void link?.then(work).catch(failed)

  const live = openLiveLine({
    live: createLive({ keyring: store.keyring, crypto, now: () => now() + ahead }),
    channel: platform.channel<LiveNote>(`${name}/live`),
    self: () => ({ device: store.keyring.device.id, memberId: held.memberId }),
    withLink,
    after: relay.after,
  })

  const lead = openLead(
    locks,
    name,
    () => {
      link = open()
      link.catch(failed)
    },
    () => {
      withLink(({ close }) => close())
      link = null
      status = UNKNOWN
    },
  )

  const stopHearing = [
    channel.listen((told) => {
      if (link === null) heard(told)
    }),
    partings.listen(() => void follow().catch(failed)),
    store.onCommit(() => withLink(({ edited }) => edited(0))),
    store.onOutgoing((bytes) => {
      withLink(({ edited }) => edited(bytes))
      tellSoon()
    }),
    relay.onOnline(() => withLink(({ wake }) => wake())),
  ]

  return {
    seen: (isSeen) => {
      if (isSeen) {
        const isOurs = link !== null
        lead.take().catch(failed)
        if (isOurs) withLink(({ wake }) => wake())
      } else {
        lead.wait()
        withLink(({ flush }) => flush())
      }
    },
    link: async () => {
      await lead.take()
      return must(await link, 'a link')
    },
    live,
    recount: tellSoon,
    stop: () => {
      isStopped = true
      cancelTelling?.()
      for (const stop of stopHearing) stop()
      live.stop()
      lead.stop()
    },
  }
}

const isUp = ({ kind }: LinkStatus): boolean => kind === 'synced' || kind === 'waiting'
