interface Known {
  readonly phones: readonly unknown[]
  readonly emails: readonly unknown[]
  readonly companyName: string | null
  readonly jobTitle: string | null
  readonly industry: string | null
  readonly expectedAmount: object | null
  readonly interestProductIds: readonly string[]
}

/**
 * How well a lead fits, 0 to 100: points for each thing that a seller needs to know before a first offer. A way to reach the person weighs most,
 * then what they want and what it may be worth, then who they are.
 */
export const fitOf = ({ phones, emails, companyName, jobTitle, industry, expectedAmount, interestProductIds }: Known): number =>
  (phones.length > 0 ? 20 : 0) +
  (emails.length > 0 ? 15 : 0) +
  (expectedAmount === null ? 0 : 20) +
  (interestProductIds.length > 0 ? 15 : 0) +
  (companyName === null ? 0 : 10) +
  (jobTitle === null ? 0 : 10) +
  (industry === null ? 0 : 10)

const DAY_MS = 86_400_000

/** What they did counts for half after so many days: the half-life of the usual scoring by recency. */
const HALF_LIFE_DAYS = 30
/** Five talks today are all that behaviour can show. */
const POINTS_EACH = 20

/** How much a lead does, 0 to 100: twenty points a talk, halved for each 30 days since the last one. `now` and `lastActivityAt` are epoch ms. */
export const behaviourOf = (activityCount: number, lastActivityAt: number | null, now: number): number => {
  if (lastActivityAt === null) return 0
  const days = Math.max(0, now - lastActivityAt) / DAY_MS
  return Math.round(Math.min(100, activityCount * POINTS_EACH) * 0.5 ** (days / HALF_LIFE_DAYS))
}

/** 0 to 100: fit and behaviour weigh the same. */
export const scoreOf = (fit: number, behaviour: number): number => Math.round((fit + behaviour) / 2)

/** Hot from 70, warm from 40, as most teams begin; a rating set by hand stands. */
export const ratingOf = (score: number): 'hot' | 'warm' | 'cold' => {
  if (score >= 70) return 'hot'
  return score >= 40 ? 'warm' : 'cold'
}
