import type { Reason } from '../../files/cells.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { columnText } from './labels.ts'

/** Why a row or a value stays out, with the column that it is about. */
export const reasonText = (reason: Reason, column: number | null, headers: readonly string[]): string => {
  const text = i18n.t(`import.reason.${reason}`)
  return column === null ? text : i18n.t('import.errorFile.in', { column: columnText(headers, column), reason: text })
}
