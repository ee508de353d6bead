import { Workbox } from 'workbox-window'

/** Takes the waiting version: the page reloads on it. */
export type TakeUpdate = () => void

/** Registers the service worker; `onwaiting` is called when a newer version of the app is ready and waits for the person. */
export const watchForUpdates = (onwaiting: (take: TakeUpdate) => void): void => {
  if (!('serviceWorker' in navigator)) return
  const workbox = new Workbox('/sw.js')
  workbox.addEventListener('waiting', () => {
    onwaiting(() => {
      workbox.addEventListener('controlling', () => location.reload())
      workbox.messageSkipWaiting()
    })
  })
  void workbox.register()
}
