import type { Id } from '../../core/ids.ts'
import { ok, type Result } from '../../core/result.ts'
import type { OpenBook } from '../openbook.ts'
import type { BulkChange, BulkFailure, BulkPreview } from './bulk.ts'
import { keyOf, openBulk } from './changes.ts'

const VALUES_SHOWN = 5
const NAMES_SHOWN = 3

/** What a change would do, counted from the columns: no record is opened for it. */
export const previewBulk = async (book: OpenBook, ids: readonly Id[], change: BulkChange): Promise<Result<BulkPreview, BulkFailure>> => {
  const opened = await openBulk(book, ids, change)
  if (!opened.ok) return opened
  const { heldBy, changesTo, field } = opened.value
  const { titleOf } = book.session
  const counts = new Map<string, { value: unknown; count: number }>()
  const names: string[] = []
  let changed = 0
  for (const id of ids) {
    const value = heldBy(id)
    if (changesTo(value).length === 0) continue
    changed += 1
    if (names.length < NAMES_SHOWN) names.push(titleOf(id) ?? '')
    const key = keyOf(value)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { value, count: 1 })
    else known.count += 1
  }
  const from = [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, VALUES_SHOWN)
  const named = field.to === undefined ? [] : from.flatMap(({ value }) => value).filter((id) => typeof id === 'string')
  return ok({
    records: ids.length,
    changed,
    from,
    others: from.reduce((rest, { count }) => rest - count, changed),
    names,
    titles: Object.fromEntries(named.map((id) => [id, titleOf(id) ?? ''])),
  })
}
