export const relationshipPhases = ['exploratory', 'basic', 'collaborative', 'interconnected'] as const
export type RelationshipPhase = (typeof relationshipPhases)[number]

/** What tells how close somebody is to us. */
export interface Closeness {
  /** Talks, visits, messages that took place. */
  readonly touches: number
  /** Orders that count. */
  readonly purchases: number
  /** People whom they brought to us. */
  readonly referrals: number
  /** They speak for us, or somebody of theirs does. */
  readonly isAdvocate: boolean
}

/**
 * How close a customer is: they bought, or we have spoken three times (basic); they buy again and again, or brought somebody (collaborative); they
 * speak for us (interconnected), which nobody does who never bought. The phases are the exploratory, basic, cooperative and interdependent ones of
 * M. McDonald & D. Woodburn, "Key Account Management" (2nd edition, 2007); the counts are ours.
 */
export const phaseOf = ({ touches, purchases, referrals, isAdvocate }: Closeness): RelationshipPhase => {
  if (purchases > 0 && isAdvocate) return 'interconnected'
  if (purchases >= 3 || (purchases > 0 && referrals > 0)) return 'collaborative'
  return purchases > 0 || touches >= 3 ? 'basic' : 'exploratory'
}
