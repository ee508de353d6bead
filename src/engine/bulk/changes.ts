import { entityOf, type Id } from '../../core/ids.ts'
import { priceFrom, priceText, type UnitPrice } from '../../core/money.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Problem } from '../../domain/check.ts'
import type { Entity, Field } from '../../domain/entity.ts'
import { schemaOf } from '../../domain/validator.ts'
import type { Change } from '../../domain/change.ts'
import { currencyColumn } from '../../tables/encode.ts'
import type { OpenBook } from '../openbook.ts'
import { entityOrThrow, type Session } from '../session.ts'
import { checkedEdit, type ReadPhone } from '../writing/checks.ts'
import { isBulkField, type BulkChange, type BulkFailure } from './bulk.ts'

/** A change that may be made, over the columns that it reads. */
export interface Bulk {
  readonly entity: Entity
  readonly field: Field
  /** What a record holds, as the columns tell it. */
  readonly heldBy: (id: Id) => unknown
  /** What the change makes of it: nothing where it is so already. */
  readonly changesTo: (held: unknown) => readonly Change[]
}

/** Checks the change once, for all records, and reads the columns that it needs. */
export const openBulk = async (book: OpenBook, ids: readonly Id[], change: BulkChange): Promise<Result<Bulk, BulkFailure>> => {
  const { session, index, mayWrite, phones } = book
  const { field: name, how } = change
  const entity = entityOrThrow(session, entityOf(ids[0] ?? ''))
  const field = entity.fields[name]
  const { title } = entity.manner
  if (field === undefined || !isBulkField({ ...field, name }, title))
    return err({ code: 'invalid', problems: [{ path: name, code: 'invalid' }] })
  if (!(await mayWrite(entity))) return err({ code: 'forbidden' })
  const checked = field.merge === 'set' ? checkMembers(field, change) : checkOne(session, ids[0] ?? '', field, change, await phones())
  if (!checked.ok) return err({ code: 'invalid', problems: [checked.error] })
  const titles = (field.to ?? []).map((to) => [to, [entityOrThrow(session, to).manner.title]] as const)
  await Promise.all([[entity.name, [name, title]] as const, ...titles].map(([of, columns]) => index.ensure(of, columns)))
  const { value } = checked
  return ok({
    entity,
    field,
    heldBy: columnReader(session, entity.name, name, field),
    changesTo: (held) => {
      if (field.merge === 'set') return memberChanges(name, how, listOf(held), listOf(value))
      return keyOf(held) === keyOf(value) ? [] : [{ path: name, value }]
    },
  })
}

type Checked = Result<unknown, Problem>

const checkMembers = ({ required = false, ...field }: Field, { field: path, how, value }: BulkChange): Checked => {
  if (how === 'empty') return required ? err({ path, code: 'required' }) : ok([])
  const members = schemaOf(field).safeParse(value)
  if (!members.success) return err({ path, code: 'invalid' })
  const given = [...new Set(listOf(members.data))]
  return given.length === 0 ? err({ path, code: 'required' }) : ok(given)
}

const checkOne = (
  session: Session,
  id: Id,
  { required = false, isAsked = false }: Field,
  { field: path, how, value }: BulkChange,
  readPhone: ReadPhone,
): Checked => {
  if (how === 'empty') return required || isAsked ? err({ path, code: 'required' }) : ok(null)
  const { value: read, problems } = checkedEdit(session, { id, changes: [{ path, value }] }, readPhone)
  const [problem] = problems
  if (problem !== undefined) return err(problem)
  const given = read.changes[0]?.value ?? null
  return given === null || how !== 'set' ? err({ path, code: given === null ? 'required' : 'invalid' }) : ok(given)
}

const memberChanges = (name: string, how: BulkChange['how'], held: readonly unknown[], given: readonly unknown[]): readonly Change[] => {
  const added = how === 'remove' ? [] : given.filter((member) => !held.includes(member))
  const kept = (member: unknown) => (how === 'remove') !== given.includes(member)
  const removed = how === 'add' ? [] : held.filter((member) => !kept(member))
  return [
    ...removed.map((member) => ({ path: `${name}/${String(member)}`, value: false })),
    ...added.map((member) => ({ path: `${name}/${String(member)}`, value: true })),
  ]
}

/** A price lies in two columns. */
const columnReader = ({ tables }: Session, entity: string, name: string, { kind }: Field): ((id: Id) => unknown) => {
  const rows = tables.rows(entity)
  const column = rows.column(name)
  if (kind !== 'unitPrice') return (id) => column?.get(rows.rowOf(id)) ?? null
  const currencies = rows.column(currencyColumn(name))
  return (id) => {
    const [figure, currency] = [column, currencies].map((each) => each?.get(rows.rowOf(id)))
    return typeof figure === 'number' && typeof currency === 'string' ? priceFrom(figure, currency) : null
  }
}

/** Equal texts for equal values: 12.5 and 12.50 are one price, and a set has no order. */
export const keyOf = (value: unknown): string => {
  if (Array.isArray(value)) return JSON.stringify(value.toSorted())
  if (isPrice(value)) return `${Number(priceText(value))} ${value.currency}`
  return typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value).toSorted(byName)) : JSON.stringify(value)
}

const isPrice = (value: unknown): value is UnitPrice => typeof value === 'object' && value !== null && 'digits' in value && 'scale' in value
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
