export interface StorageState {
  /** The browser clears nothing here by itself. */
  readonly isPersisted: boolean
  readonly canAsk: boolean
  /** Bytes; null where the browser does not say. */
  readonly room: { readonly used: number; readonly quota: number } | null
}

/** Parts of it are missing in old Safaris, whatever the types say. */
type Storage = Partial<Pick<StorageManager, 'persisted' | 'persist' | 'estimate'>>

let isAsked = false

/** Asks the browser, once a session, to keep what is here: after the first thing worth keeping was saved. */
export const askToKeep = async (storage: Storage = navigator.storage): Promise<void> => {
  if (isAsked) return
  isAsked = true
  if (!(await storageHere(storage)).isPersisted) await storage.persist?.().catch(() => false)
}

export const storageHere = async (storage: Storage = navigator.storage): Promise<StorageState> => {
  const isPersisted = (await storage.persisted?.().catch(() => false)) ?? false
  const { usage, quota } = (await storage.estimate?.().catch(() => null)) ?? {}
  return {
    isPersisted,
    canAsk: storage.persist !== undefined,
    room: usage === undefined || quota === undefined || quota === 0 ? null : { used: usage, quota },
  }
}
