import { createJournal, type Journal } from '../core/journal.ts'
import { utf8, textOf } from '../core/bytes.ts'
import { entityOf, newId } from '../core/ids.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Values } from '../domain/check.ts'
import { openRegistry, type HeldWorkspace } from '../store/registry.ts'
import type { Engine, Opened } from './api.ts'
import type { OpenFailure } from './protocol.ts'
import { entityFacts } from './facts.ts'
import type { Imports } from './importing/imports.ts'
import type { Load } from './loader.ts'
import { openBook, type OpenBook } from './openbook.ts'
import type { EnginePlatform } from './workspace.ts'
import { servePage, type PageWatch } from './watching.ts'
import { recordColumns } from './viewcolumns.ts'
import { isQuota, unlessFull } from '../store/quota.ts'
import type { Syncing } from './syncing/protocol.ts'
import type { Sharing } from './syncing/sharing.ts'

/** The engine as a plain function: a worker exposes it, a test calls it. */
export const createEngine = (platform: EnginePlatform): Engine => {
  const journal = createJournal(platform.now)
  const registry = openRegistry(platform)
  let current: OpenBook | null = null
  let page: PageWatch | null = null
  let imported: Promise<Imports> | null = null
  let collation = 'en'
  let syncing: Syncing | null = null
  let isSeen = false
  const ears = new Set<(syncing: Syncing) => void>()

  const book = (): OpenBook => {
    if (current === null) throw new Error('no workspace is open')
    return current
  }

  /** The wizard's half of the engine is fetched when it is first asked for. */
  const imports = (): Promise<Imports> => {
    const opened = book()
    if (imported !== null) return imported
    const asked = import('./importing/imports.ts').then(({ createImports }) => createImports(opened, platform.estimate))
    imported = asked
    // Without a network it is fetched at the next call.
    asked.catch(() => (imported = imported === asked ? null : imported))
    return asked
  }

  /** So is what has to do with others. */
  const shared = async (): Promise<Sharing> => (await import('./syncing/sharing.ts')).sharing(book(), platform)

  const openHeld = async (held: HeldWorkspace): Promise<OpenBook> => {
    current?.close()
    current = null
    syncing = null
    page?.syncing(null)
    const opened = await openBook(platform, held, journal, collation, {
      changed: (changed, isOwn) => page?.changed(changed, isOwn),
      dayChanged: () => page?.dayChanged(),
      notice: (notice) => page?.notice(notice),
      syncing: (next) => {
        if (current !== opened) return
        syncing = next
        page?.syncing(next)
        for (const ear of ears) ear(next)
      },
    })
    current = opened
    if (isSeen) opened.seen(true)
    imported = null
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

  const drafts = () => book().session.store.drafts()

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

    create: async (request) => (await book().writer()).create(request),
    edit: async (requests) => (await book().writer()).edit(requests),
    act: async (request) => (await book().writer()).act(request),
    convertLead: async (wanted) => (await import('./converting.ts')).convertLead(book(), wanted),
    trash: async (ids) => {
      const [writer] = await Promise.all([book().writer(), book().index.whole()])
      return writer.trash(ids)
    },
    restore: async (ids) => {
      const [writer] = await Promise.all([book().writer(), book().index.whole()])
      return writer.restore(ids)
    },
    previewEdit: async (ids, change) => (await import('./bulk/preview.ts')).previewBulk(book(), ids, change),
    editAll: async (ids, change, job) =>
      (await import('./bulk/run.ts')).runBulk(book(), ids, change, job, (done) => page?.progress(job, done, ids.length)),
    cancelEdit: async (job) => (await import('./bulk/run.ts')).cancelBulk(job),
    undo: async (number) => {
      const { session, index, steps } = book()
      const [{ undoStep }] = await Promise.all([import('./undo.ts'), index.rows()])
      return undoStep(session, steps, number)
    },

    mark: async (id, act) => (await import('./bookmarks.ts')).mark(book(), id, act),
    bookmarks: async () => (await import('./bookmarks.ts')).bookmarksIn(book()),
    query: async (view, window) => {
      const { queries, ensure } = book().answering()
      await ensure(view, window)
      return queries.query(view, window)
    },
    ids: async (view, limit) => {
      const { queries, ensure } = book().answering()
      await ensure(view, NO_WINDOW)
      return queries.ids(view, limit)
    },
    position: async (view, id) => {
      const { queries, ensure } = book().answering()
      await ensure(view, NO_WINDOW)
      return queries.positionOf(view, id)
    },
    search: async (text, limit) => {
      const { index, searching, answering } = book()
      const [{ foundBy, untilSearchable }, search] = await Promise.all([import('./finding.ts'), searching(), index.whole()])
      await untilSearchable(search, platform.pause)
      return foundBy(search, answering().queries, text, limit)
    },
    recognise: async (line, phones) => {
      const { session, index, phones: load, answering } = book()
      const [{ calling, named, recognitionColumns }, readPhone] = await Promise.all([import('./naming.ts'), load(), index.rows()])
      await Promise.all(recognitionColumns.map(([entity, columns]) => index.ensure(entity, columns)))
      const callers = phones.flatMap((phone) => calling(session, answering().queries, readPhone(phone) ?? phone))
      const seen = new Set(callers.map(({ id }) => id))
      return [...callers, ...(line.trim() === '' ? [] : named(session, line)).filter(({ id }) => !seen.has(id))]
    },
    record: async (id) => {
      const { session, index } = book()
      const columns = recordColumns(entityOf(id)).map(([entity, names]) => index.ensure(entity, names))
      const [{ viewRecord }] = await Promise.all([import('./recordview.ts'), ...columns])
      return viewRecord(session, id)
    },
    enterRoom: async (id, port) => (await shared()).enterRoom(id, port),
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

    saveDraft: async (key, values) => unlessFull((await drafts()).save(key, utf8(JSON.stringify(values)))),
    loadDraft: async (key) => {
      const plain = await (await drafts()).load(key)
      return plain === null ? null : (JSON.parse(textOf(plain)) as Values) // what saveDraft wrote
    },
    dropDraft: async (key) => (await drafts()).drop(key),

    sketchImport: async (file, choice) => (await imports()).sketch(file, choice),
    previewImport: async (file, plan) => (await imports()).preview(file, plan),
    runImport: async (file, plan, job) => (await imports()).run(file, plan, job, (done, rows) => page?.progress(job, done, rows)),
    cancelImport: async (job) => (await imported)?.cancel(job),
    pastImports: async () => (await imports()).past(),
    undoImport: async (importId) => (await imports()).undo(importId),

    team: async () => (await shared()).team(),
    invite: async (wanted) => (await shared()).invite(wanted),
    revokeInvite: async (id) => (await shared()).revokeInvite(id),
    revokeDevice: async (id) => (await shared()).revokeDevice(id),
    nameDevice: async (id, name) => (await shared()).nameDevice(id, name),
    notShared: async () => (await shared()).notShared(),
    discardNotShared: async (id) => (await shared()).discardNotShared(id),

    insight: async (request) => {
      await book().index.whole()
      const { insightPage } = await import('./insight/insight.ts')
      return insightPage(book().session, request)
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

const NO_WINDOW = { start: 0, count: 0, columns: [] }

const openedOf = ({ session, workspace }: OpenBook): Opened => ({
  id: session.held.id,
  isSample: session.held.isSample === 1,
  memberId: session.held.memberId,
  workspace: workspace(),
  facts: entityFacts(),
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
