import { today } from '../core/day.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Moment } from './area.ts'

/** Now, and the day that the workspace's zone has. */
export const momentNow = (): Moment => {
  const now = Math.floor(performance.timeOrigin + performance.now())
  return { now, today: today(now, i18n.manner.timeZone) }
}
