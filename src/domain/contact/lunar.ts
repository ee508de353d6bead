import { LunarMonth } from 'tyme4ts'
import { dayFrom, dayMs, dayNumber, dayOfNumber, type Day } from '../../core/day.ts'
import type { CivilDay } from './occasions.ts'

/*
 * Lunar days as families keep them: one that was born in a leap month keeps the month of the same number, which every year has, and who was born on a
 * 30th keeps the 29th where the month is short. China and Korea reckon by their own midnight, and so now and then begin a month a day apart: the new
 * year of 2027 is 6 February in Beijing and the 7th in Seoul.
 */

/** By `tyme4ts`: browsers' own Chinese calendar has the new year of 2027 a day late. */
const chineseDay: CivilDay = (year, month, dayInMonth) => {
  const lunar = LunarMonth.fromYm(year, month)
  const solar = lunar.getDays()[Math.min(dayInMonth, lunar.getDayCount()) - 1]?.getSolarDay()
  if (solar === undefined) throw new Error(`no lunar day ${dayInMonth}`)
  return dayFrom(solar.getYear(), solar.getMonth(), solar.getDay())
}

const dangi = new Intl.DateTimeFormat('en-u-ca-dangi', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })
const koreanYears = new Map<number, ReadonlyMap<string, Day>>()

/** A lunar year's days by `month/day`; it begins after 20 January and ends before 21 February. */
const koreanYear = (year: number): ReadonlyMap<string, Day> => {
  const known = koreanYears.get(year)
  if (known !== undefined) return known
  const days = new Map<string, Day>()
  const first = dayNumber(dayFrom(year, 1, 20))
  let isBegun = false
  for (let day = first; day < first + 400; day += 1) {
    const name = dangi.format(day * dayMs)
    if (name === '1/1' && isBegun) break
    isBegun ||= name === '1/1'
    if (isBegun) days.set(name, dayOfNumber(day)) // a leap month's are named `6bis/1`, and asked for by nobody
  }
  koreanYears.set(year, days)
  return days
}

const koreanDay: CivilDay = (year, month, dayInMonth) => {
  const days = koreanYear(year)
  const day = days.get(`${month}/${dayInMonth}`) ?? days.get(`${month}/${dayInMonth - 1}`)
  if (day === undefined) throw new Error(`no lunar day ${month}/${dayInMonth}`)
  return day
}

/** As the workspace's country reckons. */
export const lunarDayIn = (country: string): CivilDay => (country === 'KR' ? koreanDay : chineseDay)
