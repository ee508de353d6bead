/** Takes the waiting version: the page reloads on it. */
export type TakeUpdate = () => void

let ready = $state.raw<TakeUpdate | null>(null)

/** Set when a newer version of the app is here and waits for the person. */
export const readyUpdate = (): TakeUpdate | null => ready

/** Registers the service worker; where nothing may be stored there is no offline start either, and the app says why by itself. */
export const watchForUpdates = async (): Promise<void> => {
  if (!('serviceWorker' in navigator)) return
  const { Workbox } = await import('workbox-window')
  const workbox = new Workbox('/sw.js')
  workbox.addEventListener('waiting', () => {
    ready = () => {
      workbox.addEventListener('controlling', () => location.reload())
      workbox.messageSkipWaiting()
    }
  })
  await workbox.register()
}
