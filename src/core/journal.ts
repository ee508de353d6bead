/** What happened, by code and number only: no field values, nothing that could name a customer. */
export interface JournalEntry {
  readonly at: number
  readonly code: string
  readonly detail: string
}

export interface Journal {
  readonly note: (code: string, detail?: string | number) => void
  /** Oldest first. */
  readonly entries: () => readonly JournalEntry[]
}

const CAPACITY = 500

/** A ring of the last 500 events, shown and copied under Settings > Help. `now` is epoch ms. */
export const createJournal = (now: () => number, capacity = CAPACITY): Journal => {
  const ring: JournalEntry[] = []
  let start = 0
  return {
    note: (code, detail = '') => {
      const entry = { at: now(), code, detail: String(detail) }
      if (ring.length < capacity) ring.push(entry)
      else {
        ring[start] = entry
        start = (start + 1) % capacity
      }
    },
    entries: () => [...ring.slice(start), ...ring.slice(0, start)],
  }
}
