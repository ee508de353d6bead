import { clockSource, msOf } from '../core/clock.ts'
import { today as dayToday } from '../core/day.ts'
import { entityOf, type Id } from '../core/ids.ts'
import type { Journal } from '../core/journal.ts'
import type { Values } from '../domain/check.ts'
import { entities } from '../domain/entities.ts'
import type { Entity } from '../domain/entity.ts'
import { loadPhone } from '../domain/phone.ts'
import type { HeldWorkspace } from '../store/registry.ts'
import type { Replica } from '../sync/replica.ts'
import { GHOST, type Changed } from '../tables/column.ts'
import { titleReader } from '../tables/answer/cells.ts'
import type { Asking } from '../tables/asking.ts'
import { createQueries } from '../tables/query.ts'
import type { Search } from '../tables/search/search.ts'
import { createTables } from '../tables/tables.ts'
import { isSearched } from '../tables/view.ts'
import { openCatalog, type Told } from './catalog.ts'
import { dueLater } from './duelater.ts'
import { openIdle, type Idle } from './idle.ts'
import { definingEntities, openIndex, type Index } from './indexing.ts'
import { ensureBehind } from './behind.ts'
import { createRanking, type Ranking } from './ranking.ts'
import type { Session } from './session.ts'
import { keepSteps, type StepKeeper } from './steps.ts'
import { columnsOf } from './viewcolumns.ts'
import type { Syncing } from './syncing/protocol.ts'
import type { SyncControl } from './syncing/syncing.ts'
import type { Answering, Notice } from './watching.ts'
import { openWorkspaceStore, type EnginePlatform } from './workspace.ts'
import { workspaceFields, workspaceRecord } from './workspacerecord.ts'
import type { LoadPhones, Writer } from './writing/write.ts'

type BookAnswering = Answering & { readonly ranking: Ranking }

/** A workspace with everything that works on it. */
export interface OpenBook {
  readonly session: Session
  readonly index: Index
  /** Comes with Yjs and the validators: fetched when the first list stands, or when it is first called for. Its steps are the person's unless others keep them. */
  readonly writer: (keeper?: StepKeeper) => Promise<Writer>
  readonly steps: StepKeeper
  readonly phones: LoadPhones
  /** The spaces as the link to the relay drives them; none of the sample, which is never shared. */
  readonly replicas: () => Promise<readonly Replica[]>
  /** What passes between it and the relay; null for the sample. */
  readonly syncing: () => Promise<SyncControl | null>
  /** What this person may change. */
  readonly mayWrite: (entity: Entity) => Promise<boolean>
  /** Called whenever anything was committed, by whomever. */
  readonly ears: Set<() => void>
  /** A person looks at this tab, or no longer does. */
  readonly seen: (isSeen: boolean) => void
  readonly answering: () => BookAnswering
  /** Search as it stands on the tables; its code is fetched when somebody searches, or when nobody waits. */
  readonly searching: () => Promise<Search>
  /** The workspace record's fields. */
  readonly workspace: () => Values & { readonly id: Id }
  /** What screens know of its fields. */
  readonly told: () => Told
  readonly setCollation: (tag: string) => void
  readonly close: () => void
}

export interface Heard {
  readonly notice: (notice: Notice) => void
  /** The team changed its fields. */
  readonly told: (told: Told) => void
  readonly changed: (changed: readonly Changed[], isOwn: boolean) => void
  readonly dayChanged: () => void
  readonly syncing: (syncing: Syncing) => void
}

/** For a book that no page looks at. */
export const unheard: Heard = {
  notice: () => undefined,
  told: () => undefined,
  changed: () => undefined,
  dayChanged: () => undefined,
  syncing: () => undefined,
}

const ZONE_UNTIL_READ = 'UTC'
const HOUR_MS = 3_600_000
/** Whoever opens no list at all speaks to the relay after this. */
const SYNC_MS = 5_000

export const openBook = async (
  platform: EnginePlatform,
  held: HeldWorkspace,
  journal: Journal,
  collation: string,
  heard: Heard,
): Promise<OpenBook> => {
  const { store } = await openWorkspaceStore(platform, held, journal, (code) => heard.notice({ code, hours: 0 }))
  const tables = createTables({ entities: Object.values(entities), baseCurrency: held.baseCurrency })
  const catalog = openCatalog(tables)
  const { now, random, pause, collating } = platform
  // What this device wrote last lies in its future: the clock was set back, or was ahead then.
  const ahead = msOf(store.slot.lastClock) - now()
  if (ahead > HOUR_MS) heard.notice({ code: 'clockOff', hours: Math.round(ahead / HOUR_MS) })
  let answering: BookAnswering | null = null
  let idle: Idle | null = null
  let index: Index | null = null
  let relayAhead: number | null = null
  const ears = new Set<() => void>()

  const workspace = workspaceRecord(tables)
  const zone = () => workspace.text('timeZone') ?? ZONE_UNTIL_READ
  const today = () => dayToday(now(), zone())

  const session: Session = {
    held,
    store,
    tables,
    entity: catalog.entity,
    names: () => catalog.told().names,
    clock: clockSource(() => now() + (relayAhead ?? 0), store.slot.lastClock),
    now,
    relayAhead: () => relayAhead,
    random,
    pause,
    collating,
    zone,
    today,
    baseCurrency: held.baseCurrency,
    country: () => workspace.text('country') ?? '',
    titleOf: (id) => {
      const rows = tables.rows(entityOf(id))
      const row = rows.rowOf(id)
      return row < 0 || rows.live[row] === GHOST ? null : titleReader(rows.entity, asking)(row)
    },
    committed: (n) => index?.committed(n),
    announce: (changed, isOwn) => {
      if (changed.some(({ entity }) => definingEntities.includes(entity))) redefine(isOwn)
      answering?.queries.changed(changed)
      heard.changed(changed, isOwn)
      for (const ear of ears) ear()
      idle?.touched()
    },
  }

  const asking: Asking = {
    rows: tables.rows,
    entity: catalog.entity,
    get timeZone() {
      return zone()
    },
    baseCurrency: held.baseCurrency,
    get weekStart() {
      return workspace.number('weekStart') ?? 1
    },
    staleDays: () => workspace.number('staleDays'),
    today,
    me: held.memberId,
  }
  let search: Search | null = null
  const searching = async (): Promise<Search> => {
    const { openSearch } = await import('./finding.ts')
    return (search ??= openSearch(asking))
  }

  /** Until then nobody writes: what a new field holds must be known. */
  let defined: Promise<void> = Promise.resolve()
  const redefine = (isOwn: boolean) => {
    if (index === null) return
    const { fill } = index
    defined = defined.then(async () => {
      const filling = await catalog.read(isOwn)
      if (filling === null) return
      heard.told(catalog.told())
      if (filling.length > 0) void fill(filling).catch(() => journal.note('fill.failed'))
    })
    defined = defined.catch(() => journal.note('define.failed'))
  }
  const opened = await openIndex(session, journal, () => catalog.read(false))
  index = opened
  // Definitions that came after the cache was written.
  redefine(false)
  await opened.ensure('workspace', workspaceFields)
  const answer = (tag: string): BookAnswering => {
    const queries = createQueries(asking, new Intl.Collator(tag, { numeric: true }), () => search)
    const ranking = createRanking(session, queries, tag)
    return {
      queries,
      ranking,
      ensure: async (view, window) => {
        const columns = columnsOf(session, view, window)
        await Promise.all([opened.ensure(view.entity, columns), isSearched(view) ? searching() : null])
        await ensureBehind(session, opened, view, columns)
        await ranking.ensure(view)
        idle?.answered()
      },
    }
  }
  const answeringNow = (): BookAnswering => (answering ??= answer(collation))

  const phones: LoadPhones = async () => {
    const { parse } = await loadPhone()
    return (raw) => {
      const read = parse(raw, session.country())
      return read.ok ? read.value : null
    }
  }
  const steps = keepSteps()
  const mayWrite = async ({ manner }: Entity): Promise<boolean> =>
    manner.space !== 'settings' || held.isSample === 1 || (await import('./syncing/rights.ts')).isAdminHere(session, platform.crypto)
  const stopListening = store.onCommit(opened.follow)
  const idling = openIdle({
    session,
    index: opened,
    answering: answeringNow,
    searching,
    journal,
    phones,
    dayChanged: heard.dayChanged,
    settled: () => beginQuietly(),
  })
  idle = idling

  const replicas = async () => (await import('./replicas.ts')).openReplicas(session, opened, platform.crypto)
  let control: Promise<SyncControl> | null = null
  let isSeen: boolean | null = null
  let isClosed = false
  const beginSyncing = async (): Promise<SyncControl> => {
    const { openSyncing } = await import('./syncing/syncing.ts')
    const begun = openSyncing({ session, platform, journal, replicas, heard: heard.syncing, onRelayTime })
    if (isClosed) begun.stop()
    else if (isSeen !== null) begun.seen(isSeen)
    return begun
  }
  const syncing = (): Promise<SyncControl | null> => {
    if (held.isSample === 1) return Promise.resolve(null)
    if (control === null) {
      control = beginSyncing()
      control.catch(() => (control = null)) // without a network it is fetched at the next call
    }
    return control
  }
  const onRelayTime = (ahead: number) => {
    relayAhead = ahead
    const hours = Math.round(Math.abs(ahead) / HOUR_MS)
    if (hours > 0) heard.notice({ code: 'clockOff', hours })
  }
  /** What waits for nobody: the relay, and what is due. */
  const beginQuietly = () => {
    syncing().catch(() => journal.note('sync.unfetched'))
    due.begin()
  }
  const due = dueLater(() => ({ ...platform, session, index: opened, queries: () => answeringNow().queries, journal, mayWrite }))
  const fallback = setTimeout(beginQuietly, SYNC_MS)

  return {
    session,
    index: opened,
    writer: async (keeper = steps) => {
      const [{ createWriter }] = await Promise.all([import('./writing/write.ts'), defined])
      return createWriter({
        session,
        steps: keeper,
        phones,
        rows: opened.rows,
        ensure: opened.ensure,
        queries: () => answeringNow().queries,
        mayWrite,
      })
    },
    steps,
    phones,
    replicas,
    syncing,
    mayWrite,
    ears,
    seen: (next) => {
      isSeen = next
      void control?.then(({ seen }) => seen(next), ignored)
    },
    answering: answeringNow,
    searching,
    workspace: workspace.whole,
    told: catalog.told,
    setCollation: (tag) => {
      answering = answer(tag)
    },
    close: () => {
      isClosed = true
      clearTimeout(fallback)
      void control?.then(({ stop }) => stop(), ignored)
      due.stop()
      stopListening()
      idling.stop()
      store.close()
    },
  }
}

/** Whoever began it was told. */
const ignored = () => undefined
