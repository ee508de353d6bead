import type { TooFew } from '../../analytics/enough.ts'
import type { Month } from '../../core/day.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { Delta } from './figures.ts'

/** "12 % more than October 2026". */
export const deltaText = ({ trend, by }: Delta, period: string): string => {
  if (trend === 'same') return i18n.t('insight.same', { period })
  return i18n.t(trend === 'up' ? 'insight.more' : 'insight.less', { percent: i18n.percent(by, 0), period })
}

export const monthText = (month: Month): string => i18n.month(month, 'long')

/** What is missing, and how much of it it takes. */
export const tooFewText = ({ what, have, needed }: TooFew): string =>
  i18n.t(what === 'customers' ? 'insight.tooFewCustomers' : 'insight.tooFewMonths', { have, needed })
