import type { Id } from '../core/ids.ts'
import { bytesOfId } from '../core/ids.ts'
import type { Entity } from './entity.ts'

/**
 * An unsigned 32-bit hash that a record shares with its root (its company, else its contact, else itself): what shares it lies together in packs.
 * `bucketOf` answers the bucket of a record that is known.
 */
export const bucketFor = (
  entity: Entity,
  id: Id,
  values: Readonly<Record<string, unknown>>,
  bucketOf: (id: Id) => number | null,
): number => {
  for (const name of entity.manner.root ?? []) {
    const value = values[name]
    const root: unknown = Array.isArray(value) ? value[0] : value
    const bucket = typeof root === 'string' ? (bucketOf(root) ?? ownBucket(root)) : null
    if (bucket !== null) return bucket
  }
  return ownBucket(id) ?? 0
}

/** The id's last four bytes are chance, or a hash's: spread evenly as they are. Null where the text is no id. */
export const ownBucket = (id: Id): number | null => {
  try {
    return new DataView(bytesOfId(id).buffer).getUint32(12)
  } catch {
    return null
  }
}
