import type { RefusedRow } from '../../files/plan.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { reasonText } from './reason.ts'

/** The rows that stayed out, as a file to mend and import again; spreadsheets open it right. */
export const errorFileOf = async (headers: readonly string[], refused: readonly RefusedRow[]): Promise<string> => {
  const { errorFile } = await import('../../files/write.ts')
  return errorFile(headers, refused, {
    line: i18n.t('import.errorFile.line'),
    problem: i18n.t('import.errorFile.problem'),
    reason: (reason, header) => reasonText(reason, header === null ? null : headers.indexOf(header), headers),
  })
}
