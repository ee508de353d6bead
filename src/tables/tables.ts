import { entityOf, type Id } from '../core/ids.ts'
import { err, type Result, ok } from '../core/result.ts'
import type { Entity } from '../domain/entity.ts'
import { decodePart, type BlobError } from './blob.ts'
import { columnsOf, dumped, isEnough, markUnsaved, missingInOrder, neededFor, type ColumnBlob } from './cache.ts'
import { createFolds, type Folds } from './calc/calc.ts'
import { GHOST, type Changed, type Column, type RowChange, type Rows } from './column.ts'
import type { Target } from './columns/ref.ts'
import type { Part } from './columns/writer.ts'
import { createIds, type Ids } from './ids.ts'
import { createTable, SPINE } from './rows.ts'
import type { Table } from './table.ts'

/**
 * Every record of the workspace as typed columns. A start with a cache: `expect` its keys, then `load` columns as they are needed, rows first;
 * what could not be loaded is `reset` and applied again from the records. Before anything is applied, every entity's `$rows` must be there.
 */
export interface Tables {
  /** Whole records as a commit leaves them; answers what differs now, folded columns of other entities included. */
  readonly apply: (changes: readonly RowChange[]) => readonly Changed[]
  readonly rows: (entity: string) => Rows
  readonly bucketOf: (id: Id) => number | null
  readonly spaceOf: (id: Id) => string | null

  /**
   * The workspace made fields of an entity: its table takes them in. Unless no record has a value of them yet, the answer says so, and until its records
   * were given to `fill` and `filled` was called, nobody sees these columns.
   */
  readonly define: (entity: Entity, isEmpty: boolean) => boolean
  readonly fill: (changes: readonly RowChange[]) => void
  readonly filled: (entity: string) => readonly Changed[]
  readonly isFilling: (entity: string) => boolean

  /** Says which blobs there are; answers the entities that they are not enough for, to be applied from their records. Their tables must be new or dropped. */
  readonly expect: (keys: readonly string[], among?: readonly string[]) => readonly string[]
  /** What is expected and not loaded, in the order to load it. */
  readonly missing: (entity: string) => readonly string[]
  /** `entity/column` of all that is still to be loaded, in order, for columns as a view names them: first the rows of every entity that they name. */
  readonly needs: (entity: string, columns: readonly string[]) => readonly string[]
  /** All parts of a column. After an error the entity is of no use until it is `reset`. */
  readonly load: (entity: string, column: string, parts: readonly Uint8Array[]) => Result<readonly Changed[], BlobError>
  /** Empties an entity, to be applied again; its rows keep their numbers. */
  readonly reset: (entity: string) => readonly Changed[]

  /** Columns that a model computed whole, as of a day: views filter, sort and add them up like any other. Answers what to tell the watches. */
  readonly provide: (entity: string, columns: Readonly<Record<string, Column>>) => readonly Changed[]

  /** Nothing is missing: only then can there be a `dump`. */
  readonly isWhole: () => boolean
  /**
   * What changed since it was last drawn. Draw until it ends, keeping the last blob of each key: changes that come in between are drawn again,
   * and at the end all of them stand at the last change applied. Store them together.
   */
  readonly dump: () => Generator<ColumnBlob, void, void>
  /** Blobs that were drawn and not stored after all. */
  readonly unsaved: (keys: readonly string[]) => void
  /** Lets go of everything: a hidden tab's, or a closed workspace's. */
  readonly drop: () => void

  /** A folded column from nothing, for the law that it equals what it holds. NaN: no value. */
  readonly recomputed: (entity: string, column: string) => Float64Array | null
  /** Bytes of arrays and indexes by `entity/column`, texts not counted. */
  readonly owned: () => ReadonlyMap<string, number>
}

export interface TablesOptions {
  readonly entities: readonly Entity[]
  readonly baseCurrency: string
}

export const createTables = ({ entities, baseCurrency }: TablesOptions): Tables => {
  const entityByName = new Map(entities.map((entity) => [entity.name, entity]))
  let tables = new Map<string, Table>()
  let ids = new Map<string, Ids>()
  let folds: Folds

  const idsOf = (entity: string): Ids => {
    const known = ids.get(entity)
    if (known !== undefined) return known
    const made = createIds(entity)
    ids.set(entity, made)
    return made
  }
  const target = (entity: string): Target => {
    // Asked a million times in a load: by name only when tables were reset or dropped.
    let among = tables
    let table: Table | null = null
    const rowFor = (id: Id): number => {
      if (table === null || among !== tables) table = tableOf(entity)
      among = tables
      return table.rowFor(id)
    }
    return { entity, ids: idsOf(entity), rowFor }
  }
  const tableOf = (name: string): Table => {
    const known = tables.get(name)
    if (known !== undefined) return known
    const made = createTable(name, entityByName.get(name) ?? null, idsOf(name), {
      baseCurrency,
      target,
      touch: (entity, row) => folds.touch(entity, row),
      lived: (entity, row) => folds.lived(entity, row),
    })
    tables.set(name, made)
    return made
  }
  const newFolds = (): Folds => createFolds(entities, tableOf)
  folds = newFolds()

  const changed = (): readonly Changed[] => {
    folds.settle()
    const all: Changed[] = []
    for (const [entity, table] of tables) {
      table.tidy()
      const changes = table.changes()
      if (changes !== null) all.push({ entity, ...changes })
    }
    return all
  }

  /** The entities whose rows a column's cells are. */
  const namedBy = (entity: string, column: string): readonly string[] => {
    const [first = '', item] = column.split('.')
    const field = entityByName.get(entity)?.fields[first]
    return (item === undefined ? field : field?.items?.[item])?.to ?? []
  }

  const expect = (keys: readonly string[], among: readonly string[] = entities.map(({ name }) => name)): readonly string[] => {
    const columns = columnsOf(keys)
    const short: string[] = []
    for (const name of among) {
      const table = tableOf(name)
      const held = columns.get(name)
      if (held === undefined || !isEnough(table, held)) short.push(name)
      else {
        table.expect([SPINE, ...table.units.map((unit) => unit.name).filter((unit) => held.has(unit))])
        for (const unit of table.units) if (!held.has(unit.name)) folds.forget(name, unit.name)
      }
    }
    return short
  }

  const load = (entity: string, column: string, blobs: readonly Uint8Array[]): Result<readonly Changed[], BlobError> => {
    const table = tableOf(entity)
    const unknown = column === SPINE ? undefined : [entity, ...namedBy(entity, column)].find((name) => tableOf(name).missing.has(SPINE))
    if (unknown !== undefined) throw new Error(`${unknown}/${SPINE} before ${entity}/${column}`)
    const parts: Part[] = []
    for (const [at, bytes] of blobs.entries()) {
      const part = decodePart(`${entity}/${column}/${at}`, bytes)
      if (!part.ok) return part
      parts.push(part.value)
    }
    return table.load(column, parts) ? ok(changed()) : err('corrupt')
  }

  const reset = (entity: string): readonly Changed[] => {
    tables = new Map([...tables].filter(([name]) => name !== entity))
    folds = newFolds()
    for (const { name, fields } of entities)
      for (const [column, { from }] of Object.entries(fields)) if (from !== undefined && 'fold' in from) folds.forget(name, column)
    const { units, ids } = tableOf(entity)
    const rest = changed().filter((each) => each.entity !== entity)
    const columns = new Set(['$live', '$space', ...units.map(({ name }) => name)])
    return [{ entity, rows: Array.from({ length: ids.length }, (_, row) => row), columns }, ...rest]
  }

  const liveRow = (id: Id): readonly [Table, number] | null => {
    const table = tableOf(entityOf(id))
    const row = table.ids.rowOf(id)
    return row < 0 || table.spine.live[row] === GHOST ? null : [table, row]
  }

  return {
    apply: (changes) => {
      let table: Table | null = null
      for (const change of changes) {
        if (table?.rows.entity !== change.entity) table = tableOf(change.entity)
        table.apply(change)
      }
      return changed()
    },
    rows: (entity) => tableOf(entity).rows,
    bucketOf: (id) => {
      const [table, row] = liveRow(id) ?? []
      return table?.spine.buckets[row ?? 0] ?? null
    },
    spaceOf: (id) => {
      const [table, row] = liveRow(id) ?? []
      return table === undefined || row === undefined
        ? null
        : (table.spine.spaces.column.pool.at(table.spine.spaces.column.codes[row] ?? 0) ?? null)
    },
    define: (entity, isEmpty) => {
      entityByName.set(entity.name, entity)
      const table = tableOf(entity.name)
      table.extend(entity.fields, isEmpty)
      return table.filling.size === 0
    },
    fill: (changes) => {
      for (const change of changes) tableOf(change.entity).fill(change)
    },
    filled: (entity) => {
      tableOf(entity).filled()
      return changed()
    },
    isFilling: (entity) => tableOf(entity).filling.size > 0,
    expect,
    missing: (entity) => missingInOrder(tableOf(entity)),
    needs: (entity, columns) => {
      const declared = entityByName.get(entity)
      const needed = declared === undefined ? [] : neededFor(declared, columns, (name) => entityByName.get(name))
      const named = new Set([entity, ...needed.flatMap(([name, column]) => [name, ...namedBy(name, column)])])
      const wanted = new Set(needed.map(([name, column]) => `${name}/${column}`))
      const missing = entities.flatMap(({ name }) => missingInOrder(tableOf(name)).map((column) => [name, column] as const))
      const rows = missing.filter(([name, column]) => column === SPINE && named.has(name))
      return [...rows, ...missing.filter((key) => wanted.has(key.join('/')))].map((key) => key.join('/'))
    },
    load,
    reset,
    provide: (entity, columns) => {
      for (const [name, column] of Object.entries(columns)) tableOf(entity).provide(name, column)
      return changed()
    },
    isWhole: () => [...tables.values()].every(({ missing, filling }) => missing.size === 0 && filling.size === 0),
    dump: () => dumped(() => entities.map(({ name }) => tableOf(name))),
    unsaved: (keys) => {
      for (const key of keys) {
        const [entity = '', column = '', part] = key.split('/')
        markUnsaved(tableOf(entity), column, Number(part))
      }
    },
    drop: () => {
      tables = new Map()
      ids = new Map()
      folds = newFolds()
    },
    recomputed: (entity, column) => folds.recomputed(entity, column),
    owned: () =>
      new Map(
        [...tables].flatMap(([entity, table]) => [...table.owned()].map(([column, bytes]) => [`${entity}/${column}`, bytes] as const)),
      ),
  }
}
