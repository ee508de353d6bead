import { addDays, dayFrom, isLeap, type Day } from '../../core/day.ts'

/** Days before an occasion at which its task is made, where the workspace does not say. */
export const CARE_DAYS = 7

/** A day that is kept in every year, and the year (of its calendar) that this one is of. */
export interface Occasion {
  readonly day: Day
  readonly year: number
}
/** The civil day of a calendar's year, month and day of the month. */
export type CivilDay = (year: number, month: number, dayInMonth: number) => Day

/** 29 February is kept on the 28th in common years: a good wish a day early is kind, one in another month is late. */
export const gregorianDay: CivilDay = (year, month, dayInMonth) =>
  dayFrom(year, month, month === 2 && dayInMonth === 29 && !isLeap(year) ? 28 : dayInMonth)

const partsOf = (day: Day): readonly [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
]

/** The next time, today included, that a day is kept; `written` in the calendar that `civil` reads. */
export const nextOccasion = (written: Day, today: Day, civil: CivilDay): Occasion | null => {
  const [, month, dayInMonth] = partsOf(written)
  const [thisYear] = partsOf(today)
  // A lunar year's last weeks lie in the next civil one.
  const near = [thisYear - 1, thisYear, thisYear + 1].map((year) => ({ day: civil(year, month, dayInMonth), year }))
  return near.find(({ day }) => day >= today) ?? null
}

/** What is kept once: in its own year alone. */
export const onlyOccasion = (written: Day, today: Day, civil: CivilDay): Occasion | null => {
  const [year, month, dayInMonth] = partsOf(written)
  const day = civil(year, month, dayInMonth)
  return day >= today ? { day, year } : null
}

/** When its task is made. */
export const careDay = ({ day }: Occasion, daysBefore: number): Day => addDays(day, -daysBefore)
