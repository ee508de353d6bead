import { i18n } from '../../i18n/i18n.svelte.ts'
import { entityOf } from '../../core/ids.ts'
import { toasts } from '../act.svelte.ts'
import { hrefOf } from '../areas.ts'
import { go } from '../go.ts'
import type { Notice } from './notices.ts'

/** Epoch ms of the newest reminder that this browser has shown: what was seen once is not shown again at the next start. */
const KEY = 'satchel.reminded'
const shownUntil = (): number => Number(localStorage.getItem(KEY) ?? 0)

/** Shows what is new of these in the app and, where the person allowed it and looks elsewhere, outside of it. */
export const remind = (notices: readonly Notice[]): void => {
  const fresh = notices.filter(({ at }) => at > shownUntil()).toSorted((a, b) => a.at - b.at)
  for (const { id, about, text, at } of fresh) {
    localStorage.setItem(KEY, String(at))
    const [first] = about
    const words = i18n.t('inbox.reminder', { name: first?.title ?? text })
    const href = first === undefined ? '/inbox' : hrefOf(entityOf(first.id), first.id)
    toasts.show({ text: words, action: { label: i18n.t('inbox.open'), run: () => go(href ?? '/inbox') } })
    if (document.hidden && mayRing() === 'granted') void ring(id, words)
  }
}

/** A service worker shows it where there is one: phones take it from nobody else. The tag keeps two tabs from showing it twice. */
const ring = async (tag: string, words: string): Promise<void> => {
  const worker = await navigator.serviceWorker.getRegistration()
  await worker?.showNotification(words, { tag, icon: '/icons/192.png' })
}

/** What the person answered when asked whether this device may show reminders; `none` where it cannot. */
export const mayRing = (): NotificationPermission | 'none' =>
  'Notification' in window && 'serviceWorker' in navigator ? Notification.permission : 'none'
