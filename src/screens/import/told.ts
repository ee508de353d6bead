import type { ImportCounts, ImportUndone } from '../../engine/importing/plan.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** "25,900 orders, 4,372 contacts": what an import made or changed. */
export const countsText = (byEntity: Readonly<Record<string, ImportCounts>>): string =>
  i18n.list(
    Object.entries(byEntity).flatMap(([entity, { created, updated, unchanged }]) => {
      const count = created + updated + unchanged
      return count === 0 ? [] : [i18n.t(`entity.${entity}.count` as MessageKey, { count })] // each entity has one; a test sees to it
    }),
  )

export const undoneText = ({ removed, reverted, kept }: ImportUndone): string =>
  [
    i18n.t('import.undone', { count: removed }),
    ...(reverted > 0 ? [i18n.t('import.undoneReverted', { count: reverted })] : []),
    ...(kept > 0 ? [i18n.t('import.undoneKept', { count: kept })] : []),
  ].join(' ')
