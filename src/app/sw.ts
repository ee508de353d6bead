import { createHandlerBoundToURL, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope

// The shell: every file of the build, so that any screen opens with no network.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/health$/] }))

// The first visit would else stay uncontrolled until its next load, and break when the network goes before that.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

// A new version waits until the person takes it: the page they work in stays whole.
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if (isRecord(data) && data['type'] === 'SKIP_WAITING') void self.skipWaiting()
})

// A reminder that is tapped brings back the page that is open; it shows the same one itself.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(shown())
})
const shown = async (): Promise<void> => {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  await (page === undefined ? self.clients.openWindow('/inbox') : page.focus())
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
