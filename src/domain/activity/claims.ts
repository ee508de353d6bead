import type { Id } from '../../core/ids.ts'

/** A line of the log by which people take what is nobody's. */
export interface Claim {
  /** Null: it was given back, or handed to somebody by hand. */
  readonly memberId: Id | null
  /** Epoch ms. */
  readonly at: number
}

/** In order of time; of one moment, a release before the claims, and these by member, so that every device decides alike. */
const inOrder = (claims: readonly Claim[]): readonly Claim[] =>
  claims.toSorted((a, b) => a.at - b.at || ((a.memberId ?? '') < (b.memberId ?? '') ? -1 : 1))

/** The claims that still compete: those since the last release. */
const standing = (claims: readonly Claim[]): readonly Claim[] => {
  const all = inOrder(claims)
  return all.slice(all.findLastIndex(({ memberId }) => memberId === null) + 1)
}

/** Whose it is: the earliest claim's. Null: nobody's. */
export const ownerOf = (claims: readonly Claim[]): Id | null => standing(claims)[0]?.memberId ?? null

/** Who claimed it too late. */
export const losersOf = (claims: readonly Claim[]): readonly Id[] => {
  const owner = ownerOf(claims)
  const others = standing(claims).map(({ memberId }) => memberId)
  return [...new Set(others)].filter((id) => id !== null && id !== owner) as readonly Id[] // what is left names members
}

/** The claims in columns, as a table holds them: the places of both belong together. */
export const claimsIn = (memberIds: unknown, times: unknown): readonly Claim[] =>
  Array.isArray(times)
    ? times.flatMap((at: unknown, nth): readonly Claim[] => {
        const memberId: unknown = Array.isArray(memberIds) ? memberIds[nth] : null
        return typeof at === 'number' ? [{ at, memberId: typeof memberId === 'string' ? memberId : null }] : []
      })
    : []
