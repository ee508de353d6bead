import type { Values } from '../../domain/check.ts'
import type { EntityName } from '../../domain/entities.ts'
import type { ReadPhone } from '../../files/cells.ts'
import { markOf, textOf, type Draft, type DraftKey } from '../../files/draft.ts'
import { planImport, type RefusedRow } from '../../files/plan.ts'
import { readFile } from '../../files/sketch.ts'
import type { Batch } from '../../files/table.ts'
import { mainEntity } from '../../files/targets.ts'
import type { Session } from '../session.ts'
import type { Found } from './found.ts'
import { ownWords } from './own.ts'
import type { ImportPlan, ImportPreview, PreviewRecord } from './plan.ts'
import { nameOfDraft, newFields, ownCalcs } from './records.ts'

const RECORDS = 12
const REFUSED = 50
const ROWS = 2_000

/** The first rows of the file as the records that they would become. */
export const previewImport = async (
  session: Session,
  file: File,
  { format, mapping }: ImportPlan,
  found: Found,
  readPhone: ReadPhone,
): Promise<ImportPreview> => {
  const first = firstRows(readFile(file, format), ROWS)
  const names = new Map<string, string>()
  const drafts: Draft[] = []
  const refused: RefusedRow[] = []
  let rows = 0
  for await (const batch of planImport(first.batches, mapping, { size: file.size, ...(await ownWords(session)), readPhone })) {
    rows = batch.rows
    refused.push(...batch.refused)
    for (const draft of batch.drafts) {
      if (draft.key !== null) names.set(markOf(draft.key), nameOfDraft(draft))
      if (draft.entity === mainEntity[mapping.purpose] && drafts.length < RECORDS) drafts.push(draft)
    }
  }
  return {
    records: drafts.map((draft) => shown(draft, session, found, names)),
    refused: refused.slice(0, REFUSED),
    refusedCount: refused.length,
    rows,
    isWhole: first.isWhole(),
  }
}

const shown = (draft: Draft, session: Session, found: Found, names: ReadonlyMap<string, string>): PreviewRecord => {
  const titles: Record<string, string> = {}
  const titled = (key: DraftKey): string => {
    const mark = markOf(key)
    const id = found.idOf(key)
    const known = id === null ? null : session.titleOf(id)
    titles[mark] = known ?? (names.get(mark) || key.value)
    return mark
  }
  const named = (parents: Readonly<Record<string, DraftKey>>): Values =>
    Object.fromEntries(Object.entries(parents).map(([field, key]) => [field, titled(key)]))
  const { ownerId: _, ...own } = newFields({ ...draft, parents: {}, items: {} }, found, session)
  const stage = own['stageId']
  if (typeof stage === 'string') titles[stage] = session.titleOf(stage) ?? ''
  const items = Object.fromEntries(
    Object.entries(draft.items).map(([list, all]) => [
      list,
      all.map(({ fields, parents }, i) => ({ id: String(i), order: String(i), ...fields, ...named(parents) })),
    ]),
  )
  const fields = { ...own, ...named(draft.parents), ...items }
  return {
    entity: draft.entity,
    isNew: found.idOfDraft(draft) === null,
    fields: { ...fields, ...totals(session, draft.entity, fields) },
    titles,
    line: draft.line,
  }
}

const totals = (session: Session, entity: EntityName, fields: Values): Values =>
  entity === 'order' ? ownCalcs(session, entity, { discount: null, ...fields }) : {}

/** Says in the end whether there was nothing more to read. */
const firstRows = (
  batches: AsyncIterable<Batch>,
  most: number,
): { readonly batches: AsyncGenerator<Batch, void>; readonly isWhole: () => boolean } => {
  let isWhole = false
  const some = async function* (): AsyncGenerator<Batch, void> {
    let rows = 0
    for await (const batch of batches) {
      yield batch
      rows += batch.rows.length
      if (rows >= most) return
    }
    isWhole = true
  }
  return { batches: some(), isWhole: () => isWhole }
}

/** The fields by which any draft of this plan can be named. */
export const keyFields = ({ columns }: ImportPlan['mapping']): readonly Pick<DraftKey, 'entity' | 'field'>[] => {
  const named = new Map<string, Pick<DraftKey, 'entity' | 'field'>>()
  for (const { target } of columns) {
    const [entity = '', field = ''] = textOf(target).split('.')
    if (identifying.has(field)) named.set(`${entity} ${field}`, { entity: entity as EntityName, field }) // targets begin with one
  }
  return [...named.values()]
}
const identifying = new Set(['code', 'number', 'name', 'emails', 'phones'])
