import { msOf } from '../core/clock.ts'
import type { Id } from '../core/ids.ts'
import type { Entity } from '../domain/entity.ts'
import { readWhole } from '../store/document.ts'
import { conflictAt, itemOf, type Registers } from '../store/registers.ts'
import type { HistoryEntry } from '../store/state.ts'
import type { WrittenBy } from '../store/writers.ts'
import type { ConflictLine, HistoryLine, RecordView } from './protocol.ts'
import { entityOrThrow, refById, type Session } from './session.ts'

/** Everything a record page shows of the record itself; null where it is gone. */
export const viewRecord = async (session: Session, id: Id): Promise<RecordView | null> => {
  const ref = refById(session, id)
  const state = ref === null ? undefined : (await session.store.states([ref])).get(id)
  if (ref === null || state === undefined) return null
  const entity = entityOrThrow(session, ref.entity)
  const { fields, registers } = readWhole(entity, state)
  const authorOf = await authorReader(session, [...state.history, ...standingIn(registers)])
  const memberOf = (writer: number): Id | null => authorOf(writer)?.memberId ?? null
  const who = new Set([session.held.memberId, ...state.history.flatMap(({ writer }) => memberOf(writer) ?? [])])
  const conflicts = conflictsIn(registers, memberOf)
  return {
    id,
    entity: ref.entity,
    fields,
    calc: calcCells(session, entity, id),
    titles: {
      ...titlesIn(session, entity, fields),
      ...titlesOf(session, [...who, ...conflicts.flatMap(({ otherById }) => otherById ?? [])]),
    },
    createdAt: msOf(registers.createdAt),
    updatedAt: msOf(registers.updatedAt),
    history: historyLines(state.history, registers, fields, (writer) => {
      const author = authorOf(writer)
      return { byId: author?.memberId ?? null, device: author === null ? '' : deviceName(session, author) }
    }),
    conflicts,
    isNewer: state.version > (entity.manner.version ?? 1),
  }
}

/** Who writes under a client id: this person on this device, or what came from the relay. */
const authorReader = async (
  { held, store }: Session,
  entries: readonly { readonly writer: number }[],
): Promise<(writer: number) => WrittenBy | null> => {
  const writers = [...new Set(entries.map(({ writer }) => writer))]
  const [own, authors] = await Promise.all([store.ownWriters(), store.authors(writers)])
  const here = { memberId: held.memberId, device: store.keyring.device.id }
  return (writer) => (own.has(writer) ? here : (authors.get(writer) ?? null))
}

/** What its owner calls a device; empty where nobody named it. */
const deviceName = ({ tables }: Session, { memberId, device }: WrittenBy): string => {
  const rows = tables.rows('member')
  const row = rows.rowOf(memberId)
  const [ids, names] = ['devices.deviceId', 'devices.name'].map((column) => (row < 0 ? null : rows.column(column)?.get(row)))
  const name: unknown = Array.isArray(ids) && Array.isArray(names) ? names[ids.indexOf(device)] : null
  return typeof name === 'string' ? name : ''
}

const standingIn = ({ own, items }: Registers): readonly { readonly writer: number }[] =>
  [own, ...[...items.values()].map(({ registers }) => registers)].flatMap((registers) =>
    [...registers.values()].flatMap((register) => [register, ...register.others]),
  )

const calcCells = ({ tables }: Session, entity: Entity, id: Id): Record<string, unknown> => {
  const rows = tables.rows(entity.name)
  const row = rows.rowOf(id)
  const names = Object.entries(entity.fields).flatMap(([name, { merge }]) => (merge === 'calc' ? [name] : []))
  return Object.fromEntries(names.map((name) => [name, row < 0 ? null : (rows.column(name)?.get(row) ?? null)]))
}

/** Titles of the records that its references, and its items' references, name. */
const titlesIn = (session: Session, entity: Entity, fields: Readonly<Record<string, unknown>>): Record<Id, string> => {
  const ids = Object.entries(entity.fields).flatMap(([name, field]) => {
    const value = fields[name]
    if (field.kind === 'ref') return [value]
    if (field.kind === 'refs') return value // a set reads as a list
    const inner = Object.entries(field.items ?? {}).flatMap(([part, { kind }]) => (kind === 'ref' ? [part] : []))
    return inner.length > 0 ? (value as Record<string, unknown>[]).flatMap((item) => inner.map((part) => item[part])) : []
  })
  return titlesOf(
    session,
    ids.filter((id) => typeof id === 'string'),
  )
}

const titlesOf = (session: Session, ids: readonly Id[]): Record<Id, string> =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const title = session.titleOf(id)
      return title === null ? [] : [[id, title]]
    }),
  )

/** Newest first. */
const historyLines = (
  history: readonly HistoryEntry[],
  registers: Registers,
  fields: Readonly<Record<string, unknown>>,
  by: (writer: number) => Pick<HistoryLine, 'byId' | 'device'>,
): readonly HistoryLine[] => {
  /** What the next edit at the path replaced, or what stands. */
  const standing = new Map<string, unknown>()
  const valueNow = (path: string): unknown => {
    const [head = '', item = '', inner] = path.split('/')
    const part = registers.items.get(`${head}/${item}`)
    if (inner !== undefined) return part?.registers.get(inner)?.value ?? null
    if (part !== undefined) return part.isAlive ? itemOf(part) : null
    return registers.own.get(path)?.value ?? fields[path] ?? null // a text is in no register
  }
  return history.toReversed().map(({ clock, writer, path, before }) => {
    const own = ownValue(registers, path, writer, clock)
    const next = standing.has(path) ? standing.get(path) : valueNow(path)
    standing.set(path, before)
    return { at: msOf(clock), clock, writer, ...by(writer), path, before, after: own === undefined ? next : own.value }
  })
}

/** What a writer set at that clock, where nothing of theirs has come over it: whoever edits without having seen it tells another story of what it replaced. */
const ownValue = ({ own, items }: Registers, path: string, writer: number, clock: number): { readonly value: unknown } | undefined => {
  const [head = '', item = '', inner] = path.split('/')
  const register = inner === undefined ? own.get(path) : items.get(`${head}/${item}`)?.registers.get(inner)
  return register && [register, ...register.others].find((one) => one.writer === writer && one.clock === clock)
}

const conflictsIn = ({ own, items }: Registers, memberOf: (writer: number) => Id | null): readonly ConflictLine[] => {
  const all = [...own].concat(
    [...items.values()]
      .filter(({ isAlive }) => isAlive)
      .flatMap(({ list, id, registers }) =>
        [...registers].map(([field, register]): [string, typeof register] => [`${list}/${id}/${field}`, register]),
      ),
  )
  return all.flatMap(([path, register]) => {
    const other = conflictAt(register)
    return other === null
      ? []
      : [{ path, value: register.value, other: other.value, otherAt: msOf(other.clock), otherById: memberOf(other.writer) }]
  })
}
