import type { EntityName } from '../../../domain/entities.ts'
import type { RowCells } from '../../../tables/view.ts'
import type { Option } from '../../../ui/fields/combobox.ts'
import { book } from '../../book.svelte.ts'
import { entityFacts } from '../../fields.ts'
import { titleText } from '../value.ts'

const MOST = 8

/** What tells two of the same name apart, by entity. */
const noteColumns: Readonly<Partial<Record<string, readonly string[]>>> = {
  company: ['industry'],
  contact: ['companyId', 'jobTitle'],
  deal: ['companyId'],
  order: ['companyId', 'contactId'],
  product: ['code'],
}

/** Records of these entities for a box that searches: those whose words hold the text, else those changed last. */
export const findRecords = async (entities: readonly string[], text: string): Promise<readonly Option[]> => {
  const found = await Promise.all(entities.map((entity) => findIn(entity as EntityName, text))) // references name declared entities
  return found.flat().slice(0, MOST)
}

const findIn = async (entity: EntityName, text: string): Promise<readonly Option[]> => {
  const { title } = entityFacts(entity)
  const notes = noteColumns[entity] ?? []
  const words = text.trim()
  const view = words === '' ? { entity, sort: [{ column: 'updatedAt', descending: true }] } : { entity, search: words }
  const { rows } = await book().client.call('query', view, { start: 0, count: MOST, columns: [title, ...notes] })
  return rows.map((row) => optionOf(row, title, notes))
}

const optionOf = (row: RowCells, title: string, notes: readonly string[]): Option => {
  const note = notes
    .map((name) => titleText(row[name]))
    .filter((words) => words !== '')
    .join(' · ')
  return { id: row.id, label: titleText(row[title]), ...(note === '' ? {} : { note }) }
}
