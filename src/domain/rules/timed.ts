import type { Day, Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import type { EntityName } from '../entities.ts'
import type { Act, Known, Rule } from './rule.ts'

/** What a rule of the calendar may ask as well. */
export interface Dated extends Known {
  /** The workspace's day. */
  readonly today: Day
  /** What lies in the trash, and since when. */
  readonly trashed: (entity: EntityName) => readonly { readonly id: Id; readonly at: Instant }[]
  /** Lets others have their turn: whoever goes through a whole table waits for it now and then. */
  readonly pause: () => Promise<void>
}

/**
 * One thing that the business does by itself when its time has come. Whichever device looks first does it; every device would do the same: it derives
 * what it makes, and edits as of the due time. Rules that answer a person's edits do not hear of it: each would speak once on every device.
 */
export interface TimedRule extends Pick<Rule, 'name' | 'asks'> {
  /** All that is due by now and was not done yet: it must see in the book what it did before. */
  readonly due: (dated: Dated) => readonly Act[] | Promise<readonly Act[]>
  /** What is due by the day is looked for each hour; anything else each minute. */
  readonly isByDay?: true
  /** What cannot be taken back: it waits until the relay's clock has borne out this device's. */
  readonly isFinal?: true
}
