export interface StorageState {
  /** The browser clears nothing here by itself. */
  readonly isPersisted: boolean
  readonly canAsk: boolean
  /** Bytes; null where the browser does not say. */
  readonly room: { readonly used: number; readonly quota: number } | null
}

/** Parts of it are missing in old Safaris, whatever the types say. */
type Storage = Partial<Pick<StorageManager, 'persisted' | 'persist' | 'estimate'>>

export const storageHere = async (storage: Storage = navigator.storage): Promise<StorageState> => {
  const isPersisted = (await storage.persisted?.().catch(() => false)) ?? false
  const { usage, quota } = (await storage.estimate?.().catch(() => null)) ?? {}
  return {
    isPersisted,
    canAsk: storage.persist !== undefined,
    room: usage === undefined || quota === undefined || quota === 0 ? null : { used: usage, quota },
  }
}
