import { newId, newItemId, type Id } from '../../core/ids.ts'
import { nBetween } from '../../core/order.ts'
import type { Draft, DraftItem, DraftKey } from '../../files/draft.ts'
import { readFile } from '../../files/sketch.ts'
import { planImport, type RefusedRow } from '../../files/plan.ts'
import type { ReadPhone } from '../../files/cells.ts'
import type { Synonyms } from '../../files/synonyms/synonyms.ts'
import type { Change } from '../../store/change.ts'
import type { EditRequest } from '../protocol.ts'
import type { Session } from '../session.ts'
import type { Loader } from '../loader.ts'
import { findByKeys, type Found } from './found.ts'
import type { ImportCounts, ImportPlan, ImportResult } from './plan.ts'

interface Deps {
  readonly session: Session
  readonly loader: Loader
  readonly importId: Id
  readonly synonyms: Synonyms
  readonly readPhone: ReadPhone
  readonly edit: (requests: readonly EditRequest[]) => Promise<{ readonly ok: boolean }>
  readonly onProgress: (done: number, rows: number) => void
  readonly signal: AbortSignal
}

const REFUSED_KEPT = 1_000
const EDITS_AT_ONCE = 200
/** Reading takes about half of the time of an import that groups lines. */
const READING_SHARE = { grouped: 0.5, plain: 1 }

/** Carries out an import: new records as packs, known ones as edits. Ends early on a full disk or a cancel, keeping what was written. */
export const runImport = async (file: File, { format, mapping }: ImportPlan, deps: Deps): Promise<ImportResult> => {
  const { session, loader, onProgress, signal } = deps
  const found = findByKeys(session.tables)
  const counts = new Map<string, { created: number; updated: number }>()
  const refused: RefusedRow[] = []
  let refusedCount = 0
  let rows = 0
  let edits: EditRequest[] = []
  const share = mapping.purpose === 'orders' && mapping.groupBy !== null ? READING_SHARE.grouped : READING_SHARE.plain

  const ended = async (): Promise<ImportResult['ended']> => {
    try {
      for await (const batch of planImport(readFile(file, format, { signal }), mapping, { size: file.size, synonyms: deps.synonyms, readPhone: deps.readPhone, signal })) {
        rows = batch.rows
        refusedCount += batch.refused.length
        refused.push(...batch.refused.slice(0, REFUSED_KEPT - refused.length))
        for (const draft of batch.drafts) {
          const outcome = await take(draft)
          if (outcome !== 'taken') return outcome
        }
        const part = batch.of === 0 ? 1 : batch.done / batch.of
        onProgress(batch.phase === 'reading' ? part * share : share + part * (1 - share), rows)
        if (batch.broken !== undefined) return 'broken'
      }
      return 'whole'
    } catch (error) {
      if (signal.aborted) return 'cancelled'
      throw error
    }
  }

  const take = async (draft: Draft): Promise<'taken' | 'diskFull'> => {
    const known = draft.key === null ? null : found.idOf(draft.key)
    const count = counts.get(draft.entity) ?? { created: 0, updated: 0 }
    counts.set(draft.entity, count)
    if (known !== null) {
      if (!found.isOld(known)) return 'taken' // named twice in one file: its first naming made it
      edits.push({ id: known, changes: changesOf(known, draft, found, session) })
      count.updated += 1
      return edits.length >= EDITS_AT_ONCE ? flushEdits() : 'taken'
    }
    const id = newId(draft.entity, session.now(), session.random)
    const loaded = await loader.add({ entity: draft.entity, id, fields: fieldsOf(draft, found, session) })
    if (!loaded.ok) return 'diskFull'
    const { key } = draft
    if (key !== null) found.made(key, id)
    count.created += 1
    return 'taken'
  }

  const flushEdits = async (): Promise<'taken' | 'diskFull'> => {
    const requests = edits.filter(({ changes }) => changes.length > 0)
    edits = []
    return requests.length === 0 || (await deps.edit(requests)).ok ? 'taken' : 'diskFull'
  }

  const outcome = await ended()
  const isWritten = (await loader.finish()).ok && (await flushEdits()) === 'taken'
  return {
    importId: [...counts.values()].some(({ created }) => created > 0) ? deps.importId : null,
    rows,
    byEntity: Object.fromEntries([...counts].map(([entity, count]): [string, ImportCounts] => [entity, count])),
    refused,
    refusedCount,
    ended: isWritten ? outcome : 'diskFull',
  }
}

const parentsOf = (parents: Readonly<Record<string, DraftKey>>, found: Found): Record<string, Id> =>
  Object.fromEntries(
    Object.entries(parents).flatMap(([field, key]): [string, Id][] => {
      const id = found.idOf(key)
      return id === null ? [] : [[field, id]]
    }),
  )

const itemsOf = (items: readonly DraftItem[], found: Found, random: () => number) => {
  const places = nBetween(null, null, items.length)
  return items.map(({ fields, parents }, i) => ({ id: newItemId(random), order: places[i], ...fields, ...parentsOf(parents, found) }))
}

const fieldsOf = ({ fields, items, parents, entity }: Draft, found: Found, { held, random }: Session): Record<string, unknown> => ({
  ...(entity === 'product' ? {} : { ownerId: held.memberId }),
  ...fields,
  ...parentsOf(parents, found),
  ...Object.fromEntries(Object.entries(items).map(([list, all]) => [list, itemsOf(all, found, random)])),
})

/** What an import says of a record that is already in the book: its fields, and items whose value the record does not hold yet. */
const changesOf = (known: Id, { entity, fields, items, parents }: Draft, found: Found, { tables, random }: Session): readonly Change[] => [
  ...Object.entries({ ...fields, ...parentsOf(parents, found) }).map(([path, value]) => ({ path, value })),
  ...Object.entries(items).flatMap(([list, all]) => {
    const rows = tables.rows(entity)
    const held: unknown = rows.column(`${list}.value`)?.get(rows.rowOf(known))
    // An order's lines have no value to know them by: what the book holds of them stays.
    const added = Array.isArray(held) ? all.filter((item) => !held.includes(item.fields['value'])) : []
    return itemsOf(added, found, random).map(({ id, ...item }): Change => ({ path: `${list}/${id}`, value: item }))
  }),
]
