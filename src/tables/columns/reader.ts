import type { Held } from './writer.ts'

/**
 * The fields of one record after another. Asking each of 30 fields by its name is a look-up that no engine caches, worst where a field is not set;
 * walking what the record has is not, since records of an entity have their fields in the same order.
 */
export interface FieldReader {
  readonly placeOf: (field: string | null) => number
  /** The values by place, undefined where not set; good until the next call. */
  readonly values: (record: Held) => readonly unknown[]
}

export const createFieldReader = (fields: readonly (string | null)[]): FieldReader => {
  const placeByField = new Map<string, number>()
  // Place 0 is for what is no field.
  for (const field of fields) if (field !== null && !placeByField.has(field)) placeByField.set(field, placeByField.size + 1)
  const values: unknown[] = Array.from({ length: placeByField.size + 1 })
  /** Keys of the last record in their order, and their places. */
  const keys: string[] = []
  const places: number[] = []

  return {
    placeOf: (field) => (field === null ? 0 : (placeByField.get(field) ?? 0)),
    values: (record) => {
      values.fill(undefined)
      let at = 0
      for (const key in record) {
        if (keys[at] !== key) {
          keys[at] = key
          places[at] = placeByField.get(key) ?? 0
        }
        values[places[at] ?? 0] = record[key]
        at += 1
      }
      values[0] = undefined
      return values
    },
  }
}
