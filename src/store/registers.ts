import type { Clock } from '../core/clock.ts'
import { writerKey, type Said, type Scan } from './scan.ts'

/** The value that stands at a path, and what stood against it. */
export interface Register {
  readonly value: unknown
  readonly clock: Clock
  readonly writer: number
  /** The newest clock of another writer that its author had seen here. */
  readonly over: Clock
  /** Values of other writers, newest first. */
  readonly others: readonly Standing[]
}
export interface Standing {
  readonly value: unknown
  readonly clock: Clock
  readonly writer: number
}

/** An item of a list: alive when something was said of it after its deletion. */
export interface ItemState {
  readonly list: string
  readonly id: string
  readonly isAlive: boolean
  readonly deleted: Clock
  readonly registers: ReadonlyMap<string, Register>
}

export interface Registers {
  /** By path: `name`, `interests/<term>`. */
  readonly own: ReadonlyMap<string, Register>
  /** By `<list>/<item id>`. */
  readonly items: ReadonlyMap<string, ItemState>
  readonly createdAt: Clock
  readonly createdBy: number
  readonly updatedAt: Clock
  readonly updatedBy: number
}

/** Highest clock wins; equal clocks go to the higher writer id, so that every device decides alike. */
const isLater = (a: Standing, b: Standing): boolean => a.clock > b.clock || (a.clock === b.clock && a.writer > b.writer)

export const registersOf = ({ said }: Scan): Registers => {
  const own = new Map<string, Register>()
  const parts = new Map<string, { deleted: Clock; last: Clock; registers: Map<string, Register> }>()
  let createdAt = Infinity
  let createdBy = 0
  let updatedAt = 0
  let updatedBy = 0
  for (const one of said.values()) {
    const { writer, clock, deleted } = one
    const itemPath = itemPathOf(one)
    let last: Clock
    if (itemPath === null) {
      last = take(own, one)
      const isFirst = clock > 0 && (clock < createdAt || (clock === createdAt && writer < createdBy))
      if (isFirst) [createdAt, createdBy] = [clock, writer]
    } else {
      const part = parts.get(itemPath) ?? { deleted: 0, last: 0, registers: new Map<string, Register>() }
      last = take(part.registers, one)
      part.last = Math.max(part.last, last)
      part.deleted = Math.max(part.deleted, deleted)
      parts.set(itemPath, part)
      last = Math.max(last, deleted)
    }
    if (last > updatedAt || (last === updatedAt && writer > updatedBy)) [updatedAt, updatedBy] = [last, writer]
  }
  const items = new Map<string, ItemState>()
  for (const [path, { deleted, last, registers }] of parts) {
    const slash = path.indexOf('/')
    items.set(path, { list: path.slice(0, slash), id: path.slice(slash + 1), isAlive: last > deleted, deleted, registers })
  }
  return { own, items, createdAt: createdAt === Infinity ? 0 : createdAt, createdBy, updatedAt, updatedBy }
}

const itemPathOf = ({ key, writer }: Said): string | null => {
  const length = writerKey(writer).length
  return key.length === length ? null : key.slice(length + 1)
}

/** Lets everything that one writer said stand in its registers; answers the highest clock among it. */
const take = (registers: Map<string, Register>, { writer, clock, fields, edits }: Said): Clock => {
  let last = clock
  for (const path in fields) stand(registers, path, { value: fields[path], clock, writer }, 0)
  for (const [path, [value, at, over]] of Object.entries(edits)) {
    stand(registers, path, { value, clock: at, writer }, over)
    if (at > last) last = at
  }
  return last
}

const none: readonly Standing[] = []

const stand = (registers: Map<string, Register>, path: string, { value, clock, writer }: Standing, over: Clock) => {
  const standing = registers.get(path)
  if (standing === undefined) {
    registers.set(path, { value, clock, writer, over, others: none })
    return
  }
  const challenger = { value, clock, writer }
  const { others, ...holder } = standing
  const wins = isLater(challenger, holder)
  const loser = wins ? { value: holder.value, clock: holder.clock, writer: holder.writer } : challenger
  const rest = [...others, loser].sort((a, b) => (isLater(a, b) ? -1 : 1))
  registers.set(path, wins ? { ...challenger, over, others: rest } : { ...holder, others: rest })
}

/** Two values set by people who did not know of each other: the other one, newest first, or null. */
export const conflictAt = ({ value, over, others }: Register): Standing | null => {
  const text = JSON.stringify(value)
  return others.find((other) => other.clock > over && JSON.stringify(other.value) !== text) ?? null
}

export const isConflicting = ({ own, items }: Registers): boolean => {
  const holds = (registers: ReadonlyMap<string, Register>) =>
    registers.values().some((register) => register.others.length > 0 && conflictAt(register) !== null)
  return holds(own) || items.values().some(({ isAlive, registers }) => isAlive && holds(registers))
}

export interface Item extends Readonly<Record<string, unknown>> {
  readonly id: string
  readonly order: string
}

/** A list's item as plain data. */
export const itemOf = ({ id, registers }: ItemState): Item => {
  const item: Record<string, unknown> = {}
  for (const [field, { value }] of registers) item[field] = value ?? null
  return { ...item, id, order: typeof item['order'] === 'string' ? item['order'] : '' }
}
