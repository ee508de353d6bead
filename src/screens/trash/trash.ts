import type { Id } from '../../core/ids.ts'
import type { EntityName } from '../../domain/entities.ts'
import type { Selection } from '../../ui/lists/selection.ts'

export interface EntityCount {
  readonly entity: EntityName
  readonly count: number
}

/** The kind that the person chose, as long as there is some of it; else the first that has any. */
export const shownKind = (counts: readonly EntityCount[], chosen: EntityName | null): EntityName | null =>
  counts.find(({ entity, count }) => entity === chosen && count > 0)?.entity ?? counts.find(({ count }) => count > 0)?.entity ?? null

/** The ids behind a selection; `all` asks for every one that is listed. */
export const idsChosen = async (selection: Selection, all: () => Promise<readonly Id[]>): Promise<readonly Id[]> =>
  selection.kind === 'some' ? [...selection.ids] : (await all()).filter((id) => !selection.except.has(id))
