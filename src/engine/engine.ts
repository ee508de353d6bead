import { createJournal, type Journal } from '../core/journal.ts'
import { newId } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import { openRegistry, type HeldWorkspace } from '../store/registry.ts'
import type { Engine, Opened } from './api.ts'
import { askingCalls } from './calls/asking.ts'
import type { Called } from './calls/called.ts'
import { importingCalls } from './calls/importing.ts'
import { sharingCalls } from './calls/sharing.ts'
import { writingCalls } from './calls/writing.ts'
import type { OpenFailure } from './protocol.ts'
import type { Load } from './loader.ts'
import { openBook, type OpenBook } from './openbook.ts'
import type { EnginePlatform } from './workspace.ts'
import { servePage, type PageWatch } from './watching.ts'
import { isQuota, unlessFull } from '../store/quota.ts'
import type { Syncing } from './syncing/protocol.ts'

/** The engine as a plain function: a worker exposes it, a test calls it. */
export const createEngine = (platform: EnginePlatform): Engine => {
  const journal = createJournal(platform.now)
  const registry = openRegistry(platform)
  let current: OpenBook | null = null
  let page: PageWatch | null = null
  let collation = 'en'
  let syncing: Syncing | null = null
  let isSeen = false
  const ears = new Set<(syncing: Syncing) => void>()

  const book = (): OpenBook => {
    if (current === null) throw new Error('no workspace is open')
    return current
  }

  const called: Called = { book, page: () => page, platform }

  const openHeld = async (held: HeldWorkspace): Promise<OpenBook> => {
    current?.close()
    current = null
    syncing = null
    page?.syncing(null)
    const opened = await openBook(platform, held, journal, collation, {
      changed: (changed, isOwn) => page?.changed(changed, isOwn),
      dayChanged: () => page?.dayChanged(),
      notice: (notice) => page?.notice(notice),
      told: (told) => page?.told(told),
      syncing: (next) => {
        if (current !== opened) return
        syncing = next
        page?.syncing(next)
        for (const ear of ears) ear(next)
      },
    })
    current = opened
    if (isSeen) opened.seen(true)
    // A full disk keeps nobody from reading; which workspace was open last may be forgotten, and nobody waits for it.
    void unlessFull(registry.put({ ...held, openedAt: platform.now() })).catch(() => journal.note('opened.unnoted'))
    page?.reopen()
    return opened
  }

  /** A new workspace with its first records, which come all at once or not at all. */
  const begin = async (
    isSample: boolean,
    baseCurrency: string,
    records: (held: HeldWorkspace) => Promise<readonly Load[]>,
  ): Promise<Result<Opened, OpenFailure | 'diskFull'>> => {
    let held: HeldWorkspace | null = null
    try {
      const [{ foundWorkspace }, { createLoader }] = await Promise.all([import('./founding.ts'), import('./loader.ts')])
      held = await foundWorkspace(platform, registry, isSample, baseCurrency)
      const { session } = await openHeld(held)
      const loader = createLoader(session, null)
      for (const load of await records(held)) {
        const added = await loader.add(load)
        if (!added.ok) throw new Error(added.error)
      }
      const finished = await loader.finish()
      if (!finished.ok) throw new DOMException('full', 'QuotaExceededError')
      await book().index.save()
      return ok(openedOf(book()))
    } catch (error) {
      if (held !== null) await discard(held.id)
      return notMade(error)
    }
  }

  const notMade = (error: unknown): Result<never, OpenFailure | 'diskFull'> =>
    isQuota(error) ? err('diskFull') : failedToOpen(error, journal)

  const unlessFailed = async <T, E>(work: () => Promise<Result<T, E>>): Promise<Result<T, E | OpenFailure | 'diskFull'>> =>
    work().catch(notMade)

  const discard = async (id: string): Promise<void> => {
    if (current?.session.held.id === id) {
      current.close()
      current = null
      syncing = null
    }
    await registry.discard(id)
  }

  return {
    ping: () => Promise.resolve(true),
    held: async () => {
      try {
        return ok((await registry.list()).map(({ id, isSample }) => ({ id, isSample: isSample === 1 })))
      } catch (error) {
        return failedToOpen(error, journal)
      }
    },
    startWorkspace: async (wanted) => {
      const [{ firstRecords }, { namedDevice }] = await Promise.all([import('./founding.ts'), import('./syncing/devicename.ts')])
      const makeId = (entity: string) => newId(entity, platform.now(), platform.random)
      return begin(false, wanted.baseCurrency, ({ memberId }) => {
        const { device } = book().session.store.keyring
        return Promise.resolve(firstRecords(wanted, memberId, makeId, [namedDevice(platform.random, null, device.id, wanted.deviceName)]))
      })
    },
    startSample: async (wanted) => {
      const { sampleRecords, sampleCurrency } = await import('./sample.ts')
      return begin(true, await sampleCurrency(wanted), ({ memberId }) => sampleRecords(platform, wanted, memberId))
    },
    open: async (id) => {
      try {
        const held = (await registry.list()).find((workspace) => workspace.id === id)
        return held === undefined ? err('unknown') : ok(openedOf(await openHeld(held)))
      } catch (error) {
        return failedToOpen(error, journal)
      }
    },
    lookAtInvite: (link) => unlessFailed(async () => (await import('./syncing/join.ts')).inviteFound(platform, registry, link)),
    join: (wanted) =>
      unlessFailed(async () => {
        const { arrive } = await import('./syncing/arrive.ts')
        const onSyncing = (heard: (next: Syncing) => void) => {
          ears.add(heard)
          return () => void ears.delete(heard)
        }
        return arrive({ platform, registry, journal, collation, openHeld, onSyncing, openedOf }, wanted)
      }),
    discard,
    setCollation: (tag) => {
      collation = tag
      current?.setCollation(tag)
      page?.reopen()
      return Promise.resolve()
    },

    ...askingCalls(called),
    ...writingCalls(called),
    ...importingCalls(called),
    ...sharingCalls(called),
    watchOver: (port) => {
      page = servePage(port, {
        answering: () => current?.answering() ?? null,
        now: platform.now,
        onSeen: (next) => {
          isSeen = next
          current?.seen(next)
        },
      })
      page.syncing(syncing)
      return Promise.resolve()
    },

    diagnostics: async () => {
      const { store } = book().session
      return {
        journal: journal.entries(),
        counts: await store.counts(),
        quota: await platform.estimate(),
        damaged: await store.quarantine.list(),
        lastCommit: await store.lastCommit(),
      }
    },
  }
}

const openedOf = ({ session, workspace, told }: OpenBook): Opened => ({
  id: session.held.id,
  isSample: session.held.isSample === 1,
  memberId: session.held.memberId,
  workspace: workspace(),
  ...told(),
})

const failedToOpen = (error: unknown, journal: Journal): Result<never, OpenFailure> => {
  const { name = '', inner } = error as { name?: string; inner?: { name?: string; message?: string } } // Dexie wraps what the browser threw
  const names = [name, inner?.name ?? '']
  journal.note('open.failed', names.join(' '))
  if (names.some((one) => REFUSED.has(one)) || DENIED.test(inner?.message ?? '')) return err('storageRefused')
  return err(names.includes('VersionError') ? 'newerApp' : 'damaged')
}

/** What browsers throw where a window may store nothing. */
const REFUSED: ReadonlySet<string> = new Set(['SecurityError', 'InvalidStateError', 'MissingAPIError', 'NotAllowedError'])
/** Chromium, told to keep no site's data, says `UnknownError: The user denied permission to access the database.` */
const DENIED = /denied permission/
