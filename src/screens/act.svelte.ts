import type { Result } from '../core/result.ts'
import type { Done, Failure } from '../engine/protocol.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { windowClock } from '../ui/floats/timers.ts'
import { createToasts } from '../ui/floats/toasts.svelte.ts'
import { book } from './book.svelte.ts'
import { askToKeep } from './settings/storage.ts'

/** What happened lately, for the stack that the shell shows. */
export const toasts = createToasts(windowClock)

const sentences: Readonly<Record<Exclude<Failure['code'], 'invalid'>, MessageKey>> = {
  diskFull: 'shell.error.diskFull',
  unreadable: 'shell.error.corruptPack',
  tooLarge: 'shell.error.recordTooLarge',
  gone: 'shell.error.notFound',
  newerApp: 'shell.error.newer',
  forbidden: 'shell.error.forbidden',
}

/** One sentence that says what to do. */
export const sentenceOf = (failure: Failure): string =>
  failure.code === 'invalid'
    ? i18n.list(failure.problems.map(({ code }) => i18n.t(`shell.invalid.${code}`)))
    : i18n.t(sentences[failure.code])

/** Says what a write did, with a way back; a failure is said as well. The first thing that a person saves of their own is worth keeping. */
export const told = async (write: Promise<Result<Done, Failure>>, text: (count: number) => string): Promise<Result<Done, Failure>> => {
  const result = await write
  if (!result.ok) toasts.show({ text: sentenceOf(result.error), kind: 'problem' })
  else if (result.value.ids.length > 0) {
    const { step, ids } = result.value
    if (!book().opened.isSample) void askToKeep()
    toasts.show({
      text: text(ids.length),
      ...(step === null ? {} : { action: { label: i18n.t('shell.undo'), run: () => void undo(step) } }),
    })
  }
  return result
}

/** Takes a step back, the person's last where none is named. */
export const undo = async (step?: number): Promise<void> => {
  const result = await book().client.call('undo', step)
  if (result === null) return
  if (!result.ok) toasts.show({ text: sentenceOf(result.error), kind: 'problem' })
  else toasts.show({ text: i18n.t('shell.toast.undone') })
}
