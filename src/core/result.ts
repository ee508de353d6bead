/** A failure that a person can act on travels as a value; bugs are thrown. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** Ends a branch that the types say cannot be reached. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${String(value)}`)
}

/** The value, or a thrown bug that says what was expected to be there. */
export const must = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`missing: ${what}`)
  return value
}
