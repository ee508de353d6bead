import type { Id } from '../../core/ids.ts'
import type { Result } from '../../core/result.ts'
import { stakeholderId, stakeholderRoles, type StakeholderRole } from '../../domain/relation/relation.ts'
import type { Done, Failure } from '../../engine/protocol.ts'
import type { Filter, RowCells } from '../../tables/view.ts'
import { textIn } from '../records/list/cell.ts'
import { book } from '../book.svelte.ts'

/** A person with a part in a deal, as a page shows it. */
export interface Stakeholder {
  readonly id: Id
  readonly contactId: Id
  readonly name: string
  readonly jobTitle: string
  /** One that only a newer app knows stands as it is. */
  readonly role: string
  /** 1 to 5; empty where nobody has said. */
  readonly influence: string
  readonly sentiment: string
}

export const stakeholderColumns: readonly string[] = ['contactId', 'contactId.jobTitle', 'role', 'influence', 'sentiment']

export const stakeholderOf = (row: RowCells): Stakeholder => ({
  id: row.id,
  contactId: refId(row['contactId']),
  name: textIn(row['contactId']),
  jobTitle: textIn(row['contactId.jobTitle']),
  role: textIn(row['role']),
  influence: typeof row['influence'] === 'number' ? String(row['influence']) : '',
  sentiment: textIn(row['sentiment']),
})

/** The id that a reference's cell names. */
export const refId = (cell: unknown): Id => (typeof cell === 'object' && cell !== null && 'id' in cell ? String(cell.id) : '')

export const stakeholdersWhere = (column: 'dealId' | 'contactId', id: Id): Filter => ({
  all: [
    { column: 'kind', op: 'is', value: 'stakeholder' },
    { column, op: 'is', value: id },
  ],
})

/** Without them a deal is a guess: a page says which it lacks. */
const needed = ['decisionMaker', 'champion'] as const
export const gapsIn = (roles: readonly string[]): readonly (typeof needed)[number][] => needed.filter((role) => !roles.includes(role))

/** What the next one probably is: the role that the deal lacks most, among all. */
export const nextRole = (roles: readonly string[]): StakeholderRole =>
  gapsIn(roles)[0] ?? stakeholderRoles.find((role) => !roles.includes(role)) ?? 'other'

/** One that was removed comes back. */
export const addStakeholder = async (dealId: Id, contactId: Id, role: string): Promise<Result<Done, Failure>> => {
  const { client } = book()
  const id = await stakeholderId(contactId, dealId)
  const held = await client.call('record', id)
  if (held === null) return client.call('create', { id, values: { kind: 'stakeholder', contactId, dealId, role } })
  const back = held.fields['deletedAt'] === null ? [] : [{ path: 'deletedAt', value: null }]
  return client.call('edit', [{ id, changes: [{ path: 'role', value: role }, ...back] }])
}
