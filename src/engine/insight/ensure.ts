import { modelNames } from './facts.ts'
import type { InsightSession } from './insight.ts'

/** A view that names a model's column, a link to a segment for one, can be answered after a reload as well. `whole` loads all columns. */
export const ensureModels = async (
  session: InsightSession,
  whole: () => Promise<void>,
  entity: string,
  columns: readonly string[],
): Promise<void> => {
  if (entity !== 'company' && entity !== 'contact') return
  const isAsked = columns.some((column) => (modelNames as readonly string[]).includes(column)) // widened to be asked about any name
  if (!isAsked || session.tables.rows(entity).column('rfmSegment') !== null) return
  await whole()
  const { insightPage } = await import('./insight.ts') // analytics are fetched when somebody asks for them
  await insightPage(session, { customers: entity, productDays: 1 })
}
