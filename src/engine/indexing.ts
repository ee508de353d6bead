import type { Bytes } from '../core/bytes.ts'
import type { Id } from '../core/ids.ts'
import type { Journal } from '../core/journal.ts'
import { createTurns } from '../core/turns.ts'
import { entities } from '../domain/entities.ts'
import type { ReplayBatch } from '../store/replay.ts'
import type { RowChange } from '../tables/column.ts'
import type { Reach } from './indexsaving.ts'
import { rowChangeOf, type Session } from './session.ts'

/** Keeps the tables equal to what is stored: at the start from the column cache, then by every commit of every tab. */
export interface Index {
  /** Resolves when the columns that a view needs are there. */
  readonly ensure: (entity: string, columns: readonly string[]) => Promise<void>
  /** Resolves when every record is known by its row: before that, nothing may be written. */
  readonly rows: () => Promise<void>
  /** Resolves when every column is. */
  readonly whole: () => Promise<void>
  /** Fields that the team made lately: their cells are filled in from the records, a slice at a time. */
  readonly fill: (entities: readonly string[]) => Promise<void>
  /** Takes in what other tabs committed. */
  readonly catchUp: () => Promise<void>
  /** The same for a tab that waits for nothing. */
  readonly follow: () => void
  /** A commit of our own is in the tables already. */
  readonly committed: (n: number) => void
  /** The tables know already what the commit `n` took out of sight. */
  readonly tookBack: (n: number) => Promise<void>
  /** Writes what changed of the columns to the cache; answers how many blobs. */
  readonly save: () => Promise<number>
}

/** Columns that are read from the disk together: their blobs wait in memory. */
const TOGETHER = 6
const SPINE = '$rows'
const names = Object.keys(entities)

/** What the workspace made of its fields and pick lists: they must be known before the tables of the rest are laid out. */
export const definingEntities: readonly string[] = ['customField', 'pickOption']
const plain = names.filter((name) => !definingEntities.includes(name))

/** Ready when everything newer than the cache is in; rows and columns follow as they are asked for. `define` is called once the cached definitions are there. */
export const openIndex = async (session: Session, journal: Journal, define: () => Promise<unknown>): Promise<Index> => {
  const { store, tables, pause } = session
  const mark = await store.columns.mark()
  const at: Reach = { mark, reached: mark?.n ?? 0 }
  const known = new Set<number>()
  const catching = createTurns()
  /** A column is never read twice. */
  const loading = createTurns()
  /** Two at once would each draw a part of what changed. */
  const saving = createTurns()

  /** A packed record that is known already is asked for as it stands. */
  const changesIn = async ({ records, isPacked }: ReplayBatch, isKnown: (id: Id) => boolean): Promise<readonly RowChange[]> => {
    const known = isPacked ? records.map(({ ref }) => ref).filter(({ id }) => isKnown(id)) : []
    const merged = known.length > 0 ? await store.states(known) : null
    return records.map(({ ref, state }) => rowChangeOf(session, ref, merged?.get(ref.id) ?? state)).filter((change) => change !== null)
  }

  const replay = async (after: number, only: ReadonlySet<string> | null) => {
    for await (const batch of store.since(after, only)) {
      session.announce(tables.apply(await changesIn(batch, (id) => tables.bucketOf(id) !== null)), false)
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
    await rows() // what is applied names rows of any entity
    await replay(0, entities)
    // Else the next start would find the same.
    at.mark = null
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

  let filling: Promise<void> = Promise.resolve()
  const fillIn = async (entities: ReadonlySet<string>) => {
    await loading(rows)
    const seen = new Set<Id>()
    for await (const batch of store.since(0, entities)) {
      tables.fill(await changesIn(batch, (id) => seen.has(id)))
      for (const { ref } of batch.records) seen.add(ref.id)
      await pause()
    }
    for (const entity of entities) session.announce(tables.filled(entity), false)
  }

  const rows = () => loadAll(names.map((entity) => `${entity}/${SPINE}`))

  const [latest, takenBack] = await Promise.all([store.lastCommit(), store.takenBackSince(at.reached)])
  const stale = new Set(takenBack.flatMap((note) => note.entities))
  const cached = at.mark === null ? [] : await store.columns.keys()
  const fresh = cached.filter((key) => !stale.has(key.slice(0, key.indexOf('/'))))
  const unread = tables.expect(fresh, definingEntities)
  await loadAll(definingEntities.flatMap((entity) => tables.missing(entity).map((column) => `${entity}/${column}`)))
  if (unread.length > 0) await replay(0, new Set(unread))
  await define()
  const short = tables.expect(fresh, plain)
  const replayed = new Set([...unread, ...short])
  if (short.length > 0 || at.reached < latest) await rows()
  if (short.length > 0) await replay(0, new Set(short))
  if (replayed.size > 0) at.mark = null
  if (at.reached < latest) await replay(at.reached, new Set(names.filter((name) => !replayed.has(name))))
  at.reached = latest

  const index: Index = {
    ensure: async (entity, columns) => {
      await loading(() => loadAll(tables.needs(entity, columns)))
      if (tables.isFilling(entity)) await filling
    },
    fill: (entities) => {
      // The next one is not stopped by what stopped this one.
      const filled = filling.catch(() => undefined).then(() => fillIn(new Set(entities)))
      filling = filled
      return filled
    },
    rows: () => loading(rows),
    whole: () =>
      loading(async () => {
        await rows()
        await loadAll(names.flatMap((entity) => tables.missing(entity).map((column) => `${entity}/${column}`)))
      }),
    catchUp: () =>
      catching(async () => {
        const now = await store.lastCommit()
        if (now <= at.reached) return
        await index.rows()
        const takenBack = (await store.takenBackSince(at.reached)).filter(({ n }) => !known.has(n))
        if (takenBack.length > 0) await rebuild(new Set(takenBack.flatMap((note) => note.entities)))
        await replay(at.reached, null)
        at.reached = Math.max(at.reached, now)
      }),
    follow: () =>
      void index.catchUp().catch((error: unknown) => {
        if (store.isOpen()) throw error // else it was closed meanwhile
      }),
    committed: (n) => {
      if (n === at.reached + 1) at.reached = n
      else index.follow()
    },
    tookBack: (n) => {
      known.add(n)
      at.mark = null
      return index.catchUp()
    },
    // Nothing is written before the first list is there.
    save: () => saving(async () => (await import('./indexsaving.ts')).saveIndex(session, at)),
  }
  return index
}
