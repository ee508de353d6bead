import { Workbox } from 'workbox-window'

/** Takes the waiting version: the page reloads on it. */
export type TakeUpdate = () => void

let ready = $state.raw<TakeUpdate | null>(null)

/** Set when a newer version of the app is here and waits for the person. */
export const readyUpdate = (): TakeUpdate | null => ready

/** Registers the service worker. */
export const watchForUpdates = (): void => {
  if (!('serviceWorker' in navigator)) return
  const workbox = new Workbox('/sw.js')
  workbox.addEventListener('waiting', () => {
    ready = () => {
      workbox.addEventListener('controlling', () => location.reload())
      workbox.messageSkipWaiting()
    }
  })
  // Where nothing may be stored there is no offline start either; the app says why by itself.
  workbox.register().catch(() => undefined)
}
