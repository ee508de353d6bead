/** The disk is full. Dexie wraps the browser's own error. */
export const isQuota = (error: unknown): boolean => {
  const named = error as { name?: string; inner?: { name?: string } } | null // whatever was thrown
  return named?.name === 'QuotaExceededError' || named?.inner?.name === 'QuotaExceededError'
}

/** For writes that a full disk may refuse without harm: false where it did. */
export const unlessFull = async (write: PromiseLike<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (isQuota(error)) return false
    throw error
  }
}
