import { dayMs, dayNumber, instantAt, monthIndex, monthOfIndex, startOfMonth, type Day, type Instant } from '../../core/day.ts'
import { newItemId, type Id } from '../../core/ids.ts'
import { nBetween } from '../../core/order.ts'
import { intBelow, type Random } from '../../core/random.ts'
import { must } from '../../core/result.ts'
import type { TimeZone } from '../../core/zone.ts'
import type { EntityByName, EntityName } from '../entities.ts'
import type { DraftOf } from '../entity.ts'
import type { SampleWords } from './words.ts'

/** A record to be made, in the order that references need: whatever it names came before. */
export type SampleRecord = { [N in EntityName]: SampleOf<N> }[EntityName]
export interface SampleOf<N extends EntityName> {
  readonly entity: N
  readonly id: Id
  /** When it would have been entered. */
  readonly at: Instant
  readonly fields: DraftOf<EntityByName<N>>
}

export interface Setting {
  readonly words: SampleWords
  readonly random: Random
  readonly newId: (entity: EntityName) => Id
  readonly now: Instant
  readonly timeZone: TimeZone
  /** Days since 1970-01-01. */
  readonly today: number
  /** The month in which the sample's story begins, as `monthIndex` counts. */
  readonly firstMonth: number
  /** Members who sell. */
  readonly reps: readonly Id[]
}

/** Whole months of history before the month of today. */
export const MONTHS = 24

export const settingOf = ({ today, ...given }: Omit<Setting, 'today' | 'firstMonth' | 'reps'> & { today: Day }): Setting => ({
  ...given,
  today: dayNumber(today),
  firstMonth: monthIndex(today) - MONTHS,
  reps: [],
})

/** The day on which the history begins. */
export const firstDayOf = ({ firstMonth }: Setting): number => dayNumber(startOfMonth(monthOfIndex(firstMonth)))

/** Some minute of a working day; never later than now. */
export const pastInstant = (setting: Setting, day: number): Instant => Math.min(workingInstant(setting, day), setting.now)

/** Some minute between eight and six on the workspace's clock. */
export const workingInstant = ({ random, timeZone }: Setting, day: number): Instant =>
  instantAt(day * dayMs + 8 * 3_600_000 + intBelow(random, 600) * 60_000, timeZone)

/** Monday to Saturday: a Sunday moves to the Saturday before. */
export const workday = (day: number): number => ((((day + 4) % 7) + 7) % 7 === 0 ? day - 1 : day)

export const between = (random: Random, least: number, most: number): number => least + random() * (most - least)
export const chance = (random: Random, odds: number): boolean => random() < odds

/** Index of one weight, likelier the larger it is. */
export const weighted = (random: Random, weights: readonly number[]): number => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = random() * total
  const at = weights.findIndex((weight) => (left -= weight) < 0)
  return at < 0 ? weights.length - 1 : at
}

/** By index round the list: everything is used before anything comes again. */
export const inTurn = <T>(list: readonly T[], n: number): T => must(list[n % list.length], 'something to choose in turn')

/** Items of a list: each gets an id and its place. */
export const itemsOf = <T extends object>(random: Random, items: readonly T[]): (T & { id: string; order: string })[] => {
  const places = nBetween(null, null, items.length)
  return items.map((item, i) => ({ ...item, id: newItemId(random), order: places[i] ?? '' }))
}
