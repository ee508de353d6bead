import type { Result } from '../../core/result.ts'
import type { TeamFailure } from '../../engine/syncing/protocol.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { toasts } from '../act.svelte.ts'

/** Says what was done, or why not. */
export const said = async (work: Promise<Result<null, TeamFailure>>, text: string): Promise<void> => {
  const done = await work
  toasts.show(done.ok ? { text } : { text: i18n.t(`people.failed.${done.error}`), kind: 'problem' })
}
