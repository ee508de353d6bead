import { dayOf, startOfDay, type Instant } from '../../core/day.ts'
import type { TimeZone } from '../../core/zone.ts'

/** Hours in which nobody is disturbed: minutes after midnight, and over midnight where they end before they begin. */
export interface Quiet {
  readonly from: number | null
  readonly to: number | null
}

export const isQuiet = ({ from, to }: Quiet, now: Instant, zone: TimeZone): boolean => {
  if (from === null || to === null || from === to) return false
  const minutes = Math.floor((now - startOfDay(dayOf(now, zone), zone)) / 60_000)
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to
}

/** `22:30` of 1350. */
export const timeText = (minutes: number | null): string =>
  minutes === null ? '' : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

export const minutesOf = (text: string): number | null => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}
