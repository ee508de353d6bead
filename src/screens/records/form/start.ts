import type { Values } from '../../../domain/check.ts'
import type { EntityName } from '../../../domain/entities.ts'
import { book } from '../../book.svelte.ts'
import { momentNow } from '../../moment.ts'
import { baseCurrency } from '../currency.ts'

/** What a new record holds before anybody writes in it. */
export const startOf = async (entity: EntityName): Promise<Values> => (await starts[entity]?.()) ?? {}

const starts: Readonly<Partial<Record<EntityName, () => Promise<Values>>>> = {
  company: () => Promise.resolve({ type: 'prospect' }),
  deal: async () => {
    const [first] = await openStages()
    return first === undefined ? {} : { pipelineId: first.pipelineId, stageId: first.id }
  },
  lead: () => Promise.resolve({ status: 'new' }),
  activity: () => Promise.resolve({ kind: 'task', status: 'planned', assigneeId: book().opened.memberId }),
  order: async () => ({ number: await nextNumber(), status: 'confirmed', orderedAt: momentNow().now, currency: baseCurrency() }),
  product: () => Promise.resolve({ active: true }),
}

export interface StageChoice {
  readonly id: string
  readonly name: string
  readonly pipelineId: string
  readonly pipeline: string
}
/** More stages than any team has. */
const most = 200

/** The open stages, those of the default pipeline first, in their order. */
export const openStages = async (): Promise<readonly StageChoice[]> => {
  const { client } = book()
  const open = { column: 'type', op: 'is', value: 'open' } as const
  const columns = ['name', 'pipelineId', 'pipelineId.isDefault']
  const { rows } = await client.call(
    'query',
    { entity: 'stage', filter: open, sort: [{ column: 'order' }] },
    { start: 0, count: most, columns },
  )
  return rows
    .map((row) => ({
      id: row.id,
      name: String(row['name']),
      ...pipelineIn(row['pipelineId']),
      isDefault: row['pipelineId.isDefault'] === true,
    }))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
}

const pipelineIn = (cell: unknown): { readonly pipelineId: string; readonly pipeline: string } => {
  if (typeof cell !== 'object' || cell === null || !('id' in cell) || !('title' in cell)) return { pipelineId: '', pipeline: '' }
  return { pipelineId: String(cell.id), pipeline: String(cell.title) }
}

/**
 * A number that no order of this device has: what the team puts in front, year, two signs of the member, and a count. No device alone can keep numbers unique: the signs make it
 * unlikely that two that are apart choose the same.
 */
const nextNumber = async (): Promise<string> => {
  const { client, opened } = book()
  const [workspace] = (await client.call('query', { entity: 'workspace' }, { start: 0, count: 1, columns: ['orderPrefix'] })).rows
  const own = workspace?.['orderPrefix']
  const year = momentNow().today.slice(0, 4)
  const prefix = [...(typeof own === 'string' && own !== '' ? [own] : []), year, opened.memberId.slice(-2).toUpperCase(), ''].join('-')
  const { total } = await client.call(
    'query',
    { entity: 'order', filter: { column: 'number', op: 'startsWith', value: prefix } },
    { start: 0, count: 0 },
  )
  for (let count = total + 1; ; count += 1) {
    const number = prefix + String(count).padStart(4, '0')
    const taken = await client.call(
      'query',
      { entity: 'order', filter: { column: 'number', op: 'is', value: number } },
      { start: 0, count: 0 },
    )
    if (taken.total === 0) return number
  }
}
