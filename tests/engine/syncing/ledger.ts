import { expect } from 'vitest'
import type { Id } from '../../../src/core/ids.ts'
import type { Result } from '../../../src/core/result.ts'
import type { Phone } from './phones.ts'

/** `own`: one person writes it. `shared`: anyone may, and one of them wins. `item`: put there once, by one. */
type Kind = 'own' | 'shared' | 'item'

/** What people were told was saved, to be held against what is there in the end. */
export interface Ledger {
  /** Every record that was said to be made. */
  readonly ids: () => readonly Id[]
  /** Waits for what came of a write; null: it broke off, and nobody knows whether it was saved. */
  readonly note: (at: readonly [Id, string], kind: Kind, value: string, write: Promise<Result<unknown, unknown> | null>) => Promise<void>
  readonly check: (phone: Phone) => Promise<void>
}

interface Place {
  readonly id: Id
  readonly path: string
  readonly kind: Kind
  /** All that may be there: what was saved last, and what broke off since; of shared ones everything. */
  readonly allowed: Set<unknown>
}

export const createLedger = (): Ledger => {
  const ids: Id[] = []
  const places = new Map<string, Place>()
  return {
    ids: () => ids,
    note: async ([id, path], kind, value, write) => {
      const key = `${id}/${path}`
      const known = places.get(key)
      const place = known ?? { id, path, kind, allowed: new Set<unknown>([undefined]) }
      places.set(key, place)
      place.allowed.add(value)
      const written = await write
      if (written === null) return
      expect(written).toMatchObject({ ok: true })
      if (kind !== 'shared') place.allowed.clear()
      else place.allowed.delete(undefined)
      place.allowed.add(value)
      if (path === 'name' && known === undefined) ids.push(id)
    },
    check: async ({ engine }) => {
      for (const { id, path, allowed } of places.values()) {
        const [field = '', item] = path.split('/')
        const found = (await engine.record(id))?.fields[field] ?? undefined
        expect(allowed.has(item === undefined ? found : valueIn(found, item)), `${id} ${path}: ${JSON.stringify(found)}`).toBe(true)
      }
    },
  }
}

const valueIn = (list: unknown, id: string): unknown =>
  Array.isArray(list) ? (list as { readonly id: string; readonly value: unknown }[]).find((item) => item.id === id)?.value : undefined // of mails
