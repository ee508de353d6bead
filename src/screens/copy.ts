import { i18n } from '../i18n/i18n.svelte.ts'
import { toasts } from './act.svelte.ts'

/** Puts a value on the clipboard as it is shown, without the blanks around it, and says so. */
export const copy = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text.trim())
    toasts.show({ text: i18n.t('shell.copied') })
  } catch {
    // The browser asks the person, or lends no clipboard at all where the address is not https.
    toasts.show({ text: i18n.t('copy.refused'), kind: 'problem' })
  }
}
