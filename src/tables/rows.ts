import type { Id } from '../core/ids.ts'
import { must } from '../core/result.ts'
import type { Entity, Field, Fields } from '../domain/entity.ts'
import { GHOST, LIVE, TRASHED, type Column, type RowChange, type Rows } from './column.ts'
import type { Unit } from './columns/unit.ts'
import { noRecord, type Held, type Part } from './columns/writer.ts'
import { unitsOf } from './columns/fields.ts'
import { createFieldReader } from './columns/reader.ts'
import type { Ids } from './ids.ts'
import { createSpine } from './columns/spine.ts'
import type { Table, TableContext } from './table.ts'

/** Rows of a column that one blob holds. */
export const PART_ROWS = 65_536
/** The spine's name among the columns. */
export const SPINE = '$rows'

export const createTable = (name: string, entity: Entity | null, ids: Ids, context: TableContext): Table => {
  const spine = createSpine(ids)
  const fields = new Map<string, Field>()
  const unitsIn = (declared: Fields): readonly Unit[] =>
    Object.entries(declared).flatMap(([field, one]) => {
      fields.set(field, one)
      return unitsOf(field, one, context, ids)
    })
  const units: Unit[] = [...unitsIn(entity?.fields ?? {})]
  const folded = units.filter(({ isFolded }) => isFolded)
  const unitByName = new Map(units.map((unit) => [unit.name, unit]))
  const numberByUnit = new Map(units.map((unit, at) => [unit, at + 1]))
  const dirty: Uint8Array[] = []
  const missing = new Set<string>()
  const filling = new Set<string>()
  const provided = new Map<string, Column>()
  /** Records that came while some column was missing. */
  const pending = new Map<number, Held>()
  let changedRows = new Set<number>()
  let changedColumns = new Set<string>()
  let touched = new Uint8Array(units.length + 1)
  let capacity = 0
  /** Rows that the blobs tell of. */
  let loadedRows = 0
  /** Loaded units that records bring. */
  let fed: readonly Unit[] = []
  let fedNumbers: readonly number[] = []
  let fedFields: readonly number[] = []
  let read = createFieldReader(units.map(({ field }) => field))

  const numberOf = (unit: Unit): number => numberByUnit.get(unit) ?? 0
  const flagsOf = (row: number): Uint8Array => {
    const part = Math.floor(row / PART_ROWS)
    while (dirty.length <= part) dirty.push(new Uint8Array(units.length + 1))
    return must(dirty[part], 'a part that was just added')
  }
  const refresh = (): void => {
    fed = units.filter((unit) => !unit.isFolded && !missing.has(unit.name))
    fedNumbers = fed.map(numberOf)
    fedFields = fed.map(({ field }) => read.placeOf(field))
    if (missing.size === 0 && filling.size === 0) pending.clear()
  }

  const reach = (): void => {
    const needed = Math.max(ids.length, ids.bytes.length >>> 4)
    if (needed <= capacity) return
    capacity = needed
    spine.grow(capacity)
    for (const unit of units) unit.grow(capacity)
  }
  /** Nothing of the row is written yet; its new place is. */
  const add = (row: number): void => {
    reach()
    flagsOf(row).fill(1)
  }
  refresh()
  // After a reset there are rows already, of which nothing is known. Without any a blob is written too: it says so.
  reach()
  for (let row = 0; row === 0 || row < ids.length; row += PART_ROWS) flagsOf(row).fill(1)

  const empty = (row: number): void => {
    spine.set(row, GHOST, 0, null)
    for (const unit of units) unit.write(row, undefined, noRecord)
  }
  const rowFor = (id: Id): number => {
    if (missing.has(SPINE)) throw new Error(`${name}/${SPINE} must be loaded before anything that refers to it`)
    const known = ids.length
    const row = ids.intern(id)
    if (row === known) {
      add(row)
      empty(row)
    }
    return row
  }
  const note = (row: number, unit: Unit): void => {
    changedRows.add(row)
    const number = numberOf(unit)
    touched[number] = 1
    flagsOf(row)[number] = 1
  }

  const setSpine = (row: number, life: number, { bucket, spaceId, record }: RowChange): void => {
    const before = spine.live[row]
    const space = record === null ? null : spaceId
    if (space !== spine.spaces.valueAt(row)) changedColumns.add('$space')
    if (!spine.set(row, life, record === null ? 0 : bucket, space)) return
    flagsOf(row)[0] = 1
    changedRows.add(row)
    if (before === life) return
    changedColumns.add('$live')
    context.lived(name, row)
  }

  const apply = (change: RowChange): void => {
    if (missing.has(SPINE)) throw new Error(`${name}/${SPINE} must be loaded before anything is applied`)
    const { id, record } = change
    if (record === null && ids.rowOf(id) < 0) return
    const known = ids.length
    const row = ids.intern(id)
    if (row < 0) return
    if (row === known) {
      add(row)
      for (const unit of folded) unit.write(row, undefined, noRecord)
    }
    context.touch(name, row)
    const held = record ?? noRecord
    if (missing.size > 0 || filling.size > 0) pending.set(row, held)
    setSpine(row, lifeOf(record), change)
    const flags = flagsOf(row)
    const values = read.values(held)
    let isChanged = false
    for (let at = 0; at < fed.length; at += 1) {
      if (fed[at]?.write(row, values[fedFields[at] ?? 0], held) !== true) continue
      const number = fedNumbers[at] ?? 0
      touched[number] = flags[number] = 1
      isChanged = true
    }
    if (isChanged) changedRows.add(row)
  }

  const load = (key: string, parts: readonly Part[]): boolean => {
    if (key === SPINE) {
      if (!spine.take(parts)) return false
      loadedRows = ids.length
      reach()
      missing.delete(SPINE)
      return true
    }
    const unit = unitByName.get(key)
    if (unit === undefined) return false
    if (unit.spans !== null && unit.column !== null && missing.has(key.slice(0, key.indexOf('.'))))
      throw new Error(`${key} before its list`)
    if (!areWhole(parts, loadedRows) && unit.spans === null) return false
    if (!unit.take(parts)) return false
    missing.delete(key)
    for (let row = loadedRows; row < ids.length; row += 1) if (!pending.has(row)) unit.write(row, undefined, noRecord)
    if (!unit.isFolded) for (const [row, record] of pending) if (unit.write(row, valueOf(unit, record), record)) note(row, unit)
    touched[numberOf(unit)] = 1
    refresh()
    return true
  }

  const rows: Rows = {
    entity: name,
    get length() {
      return ids.length
    },
    get live() {
      return spine.live
    },
    get idBytes() {
      return ids.bytes
    },
    idOf: ids.idOf,
    rowOf: ids.rowOf,
    column: (key): Column | null => {
      if (key === '$space') return missing.has(SPINE) ? null : spine.spaces.column
      return isHere(key) ? (unitByName.get(key)?.column ?? provided.get(key) ?? null) : null
    },
  }

  const isHere = (key: string): boolean => !missing.has(key) && !filling.has(key)

  const extend = (declared: Fields, isEmpty: boolean): void => {
    const fresh = Object.entries(declared).filter(([field, one]) => !fields.has(field) || isRemade(fields.get(field), one))
    if (fresh.length === 0) return
    for (const unit of unitsIn(Object.fromEntries(fresh))) {
      const at = units.findIndex(({ name }) => name === unit.name)
      if (at < 0) units.push(unit)
      else units[at] = unit
      numberByUnit.set(unit, at < 0 ? units.length : at + 1)
      unitByName.set(unit.name, unit)
      unit.grow(capacity)
      for (let row = 0; row < ids.length; row += 1) unit.write(row, undefined, noRecord)
      const isKnown = isEmpty && unit.field !== null // what is reckoned has a value wherever what it is reckoned from has one
      if (ids.length > 0 && !isKnown) filling.add(unit.name)
      changedColumns.add(unit.name)
    }
    touched = new Uint8Array(units.length + 1)
    for (const [part, flags] of dirty.entries()) {
      dirty[part] = new Uint8Array(units.length + 1).fill(1)
      dirty[part].set(flags)
    }
    read = createFieldReader(units.map(({ field }) => field))
    refresh()
  }

  return {
    rows,
    ids,
    spine,
    units,
    unit: (key) => (isHere(key) ? (unitByName.get(key) ?? null) : null),
    missing,
    filling,
    extend,
    fill: ({ id, record }) => {
      const row = ids.rowOf(id)
      if (row < 0 || record === null || pending.has(row)) return // what came meanwhile is newer
      for (const name of filling) {
        const unit = unitByName.get(name)
        if (unit?.write(row, valueOf(unit, record), record)) note(row, unit)
      }
    },
    filled: () => {
      for (const name of filling) changedColumns.add(name)
      filling.clear()
      refresh()
    },
    expect: (names) => {
      for (const key of names) missing.add(key)
      dirty.length = 0
      refresh()
    },
    rowFor,
    apply,
    load,
    note,
    changes: () => {
      units.forEach((unit, at) => touched[at + 1] === 1 && changedColumns.add(unit.name))
      touched.fill(0)
      if (changedRows.size === 0 && changedColumns.size === 0) return null
      const changed = { rows: [...changedRows], columns: changedColumns }
      changedRows = new Set()
      changedColumns = new Set()
      return changed
    },
    dirty,
    tidy: () => {
      if (missing.size > 0 || filling.size > 0) return
      for (const { spans } of units) if (spans?.isWasteful()) spans.tidy()
    },
    provide: (name, column) => {
      provided.set(name, column)
      changedColumns.add(name)
    },
    owned: () => new Map([[SPINE, spine.owned()], ...units.map((unit) => [unit.name, unit.owned()] as const)]),
  }
}

/** A formula that was written anew; every other field is what it was, whatever it is called and offers. */
const isRemade = (before: Field | undefined, now: Field): boolean => now.formula !== before?.formula

const valueOf = ({ field }: Unit, record: Held): unknown => (field === null ? undefined : record[field])
const lifeOf = (record: Held | null): number => {
  if (record === null) return GHOST
  return record['deletedAt'] === null || record['deletedAt'] === undefined ? LIVE : TRASHED
}

/** Every part but the last is full, and all of them together are all rows. */
const areWhole = (parts: readonly Part[], rows: number): boolean =>
  parts.reduce((sum, { count }) => sum + count, 0) === rows &&
  parts.every(({ count }, at) => count === Math.min(PART_ROWS, rows - at * PART_ROWS))
