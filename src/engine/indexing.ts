import type { Bytes } from '../core/bytes.ts'
import type { Journal } from '../core/journal.ts'
import { entities } from '../domain/entities.ts'
import type { CacheMark } from '../store/columncache.ts'
import type { ReplayBatch } from '../store/replay.ts'
import type { RowChange } from '../tables/column.ts'
import { PART_ROWS } from '../tables/rows.ts'
import { newItemId, type Id } from '../core/ids.ts'
import { refById, rowChangeOf, type Session } from './session.ts'

/** Keeps the tables equal to what is stored: at the start from the column cache, then by every commit of every tab. */
export interface Index {
  /** Resolves when the columns that a view needs are there. */
  readonly ensure: (entity: string, columns: readonly string[]) => Promise<void>
  /** Resolves when every record is known by its row: before that, nothing may be written. */
  readonly rows: () => Promise<void>
  /** Resolves when every column is. */
  readonly whole: () => Promise<void>
  /** Takes in what other tabs committed. */
  readonly catchUp: () => Promise<void>
  /** The same for a tab that waits for nothing. */
  readonly follow: () => void
  /** A commit of our own is in the tables already. */
  readonly committed: (n: number) => void
  /** Records that were taken back: those that are nowhere else go; answers how many. `isOwn`: by this person, just now. */
  readonly removed: (ids: readonly Id[], isOwn: boolean) => Promise<number>
  /** Writes what changed of the columns to the cache; answers how many blobs. */
  readonly save: () => Promise<number>
}

const REMOVED_AT_ONCE = 1_000
/** Columns that are read from the disk together: their blobs wait in memory. */
const TOGETHER = 6
const SPINE = '$rows'
const names = Object.keys(entities)

/** Ready when everything newer than the cache is in; rows and columns follow as they are asked for. */
export const openIndex = async (session: Session, journal: Journal, onDone: (done: number) => void): Promise<Index> => {
  const { store, tables, pause } = session
  let mark = await store.columns.mark()
  let reached = mark?.n ?? 0
  let catching: Promise<void> = Promise.resolve()
  let loading: Promise<void> = Promise.resolve()

  const apply = async ({ records, isPacked }: ReplayBatch, only: ReadonlySet<string> | null) => {
    const wanted = only === null ? records : records.filter(({ ref }) => only.has(ref.entity))
    const known = isPacked ? wanted.map(({ ref }) => ref).filter(({ id }) => tables.bucketOf(id) !== null) : []
    const merged = known.length > 0 ? await store.states(known) : null
    const changes = wanted.map(({ ref, state }) => rowChangeOf(ref, merged?.get(ref.id) ?? state)).filter((change) => change !== null)
    session.announce(tables.apply(changes), false)
  }

  const replay = async (after: number, only: ReadonlySet<string> | null) => {
    for await (const batch of store.since(after)) {
      await apply(batch, only)
      onDone(batch.done)
      await pause()
    }
  }

  const take = (entity: string, column: string, parts: readonly Bytes[] | null): boolean => {
    const loaded = parts === null ? null : tables.load(entity, column, parts)
    if (loaded?.ok) session.announce(loaded.value, false)
    return loaded?.ok === true
  }

  /** A cache that is of no use costs time and nothing else. */
  const rebuild = async (entities: ReadonlySet<string>) => {
    journal.note('index.rebuild', [...entities].join(' '))
    for (const entity of entities) session.announce(tables.reset(entity), false)
    await replay(0, entities)
    // Else the next start would find the same.
    mark = null
  }

  /** While some columns are taken in, the next ones are read and opened: most of the time of a start is waiting for the disk. */
  const loadAll = async (keys: readonly string[]) => {
    const broken = new Set<string>()
    const wanted = keys.filter((key) => isMissing(key))
    const read = (from: number) => {
      const columns = store.columns.load(wanted.slice(from, from + TOGETHER).map((key) => `${key}/`))
      columns.catch(() => undefined) // told when their turn comes, if those before them did not fail as well
      return columns
    }
    let reading = read(0)
    for (let from = 0; from < wanted.length; from += TOGETHER) {
      const columns = await reading
      reading = read(from + TOGETHER)
      for (const [at, parts] of columns.entries()) {
        const [entity = '', column = ''] = wanted[from + at]?.split('/') ?? []
        if (!broken.has(entity) && isMissing(`${entity}/${column}`) && !take(entity, column, parts)) broken.add(entity)
        await pause()
      }
    }
    if (broken.size > 0) await rebuild(broken)
  }
  const isMissing = (key: string): boolean => {
    const [entity = '', column = ''] = key.split('/')
    return tables.missing(entity).includes(column)
  }

  /** One at a time: a column is never read twice. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    loading = loading.then(work)
    return loading
  }

  const latest = await store.lastCommit()
  const short = tables.expect(mark === null ? [] : await store.columns.keys())
  const spines = names.filter((entity) => !short.includes(entity))
  const rows = () => loadAll(names.map((entity) => `${entity}/${SPINE}`))
  if (short.length > 0 || reached < latest) await rows()
  if (short.length > 0) {
    await replay(0, new Set(short))
    mark = null
  }
  if (reached < latest) await replay(reached, new Set(spines))
  reached = latest

  const index: Index = {
    ensure: (entity, columns) => inTurn(() => loadAll(tables.needs(entity, columns))),
    rows: () => inTurn(rows),
    whole: () =>
      inTurn(async () => {
        await rows()
        await loadAll(names.flatMap((entity) => tables.missing(entity).map((column) => `${entity}/${column}`)))
      }),
    catchUp: () => {
      catching = catching.then(async () => {
        const now = await store.lastCommit()
        if (now <= reached) return
        await index.rows()
        await replay(reached, null)
        reached = Math.max(reached, now)
      })
      return catching
    },
    follow: () =>
      void index.catchUp().catch((error: unknown) => {
        if (store.isOpen()) throw error // else it was closed meanwhile
      }),
    committed: (n) => {
      if (n === reached + 1) reached = n
      else index.follow()
    },
    removed: async (ids, isOwn) => {
      let gone = 0
      for (let at = 0; at < ids.length; at += REMOVED_AT_ONCE) {
        const refs = ids.slice(at, at + REMOVED_AT_ONCE).flatMap((id) => refById(session, id) ?? [])
        const kept = await store.states(refs)
        const changes = refs.filter(({ id }) => !kept.has(id)).map((ref): RowChange => ({ ...ref, record: null }))
        gone += changes.length
        session.announce(tables.apply(changes), isOwn)
        await pause()
      }
      mark = null
      await index.catchUp()
      return gone
    },
    save: async () => {
      if (!tables.isWhole() || (mark !== null && mark.n === reached)) return 0
      if (mark === null) tables.unsaved(allKeys(session))
      const blobs = new Map<string, Bytes>()
      for (const { key, bytes } of tables.dump()) {
        blobs.set(key, bytes)
        await pause()
      }
      // Changes that came in between were drawn again, so all of it stands at what is reached now.
      const next: CacheMark = { n: reached, generation: mark?.generation ?? newGeneration(session) }
      const isKept = mark === null ? (await store.columns.replace(blobs, next), true) : await store.columns.update(blobs, next)
      if (isKept) mark = next
      else {
        // Another tab numbered its rows in its own way since: ours are written whole the next time.
        tables.unsaved([...blobs.keys()])
        mark = null
      }
      return isKept ? blobs.size : 0
    },
  }
  return index
}

const newGeneration = ({ random }: Session): string => newItemId(random) + newItemId(random)

const allKeys = ({ tables }: Session): readonly string[] =>
  [...tables.owned().keys()].flatMap((column) => {
    const parts = Math.max(1, Math.ceil(tables.rows(column.slice(0, column.indexOf('/'))).length / PART_ROWS))
    return Array.from({ length: parts }, (_, part) => `${column}/${part}`)
  })
