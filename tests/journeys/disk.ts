import type { CDPSession, Page } from '@playwright/test'

/** A disk that the test makes full and empties again. */
export interface Disk {
  readonly fill: () => Promise<void>
  readonly free: () => Promise<void>
}

/** Chromium reckons for half a minute with the room it saw last, unless more is asked for: so the room is small from the start, and one write asks for more. */
const ROOM_BYTES = 16 * 1024 * 1024

/** Call it before the app is opened. */
export const smallDisk = async (page: Page, address: string): Promise<Disk> => {
  const devtools = await page.context().newCDPSession(page)
  const { origin } = new URL(address)
  const free = () => setQuota(devtools, origin, ROOM_BYTES)
  await free()
  return {
    free,
    fill: async () => {
      await setQuota(devtools, origin, 1)
      const refused = await page.evaluate(askForMore, ROOM_BYTES * 1.5)
      if (refused !== 'QuotaExceededError') throw new Error(`the disk is not full: ${refused}`)
    },
  }
}

const setQuota = async (devtools: CDPSession, origin: string, quotaSize: number): Promise<void> => {
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
}

/** Runs in the page, in a database of its own. */
const askForMore = (bytes: number): Promise<string> =>
  new Promise((resolve) => {
    const opening = indexedDB.open('more-than-there-is', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes')
    opening.onerror = () => resolve(opening.error?.name ?? 'no error')
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('bytes', 'readwrite')
      transaction.objectStore('bytes').put(new Uint8Array(bytes), 'all')
      transaction.oncomplete = () => resolve('written')
      transaction.onabort = () => resolve(transaction.error?.name ?? 'no error')
    }
  })
