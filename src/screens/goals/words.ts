import { digitsOf, moneyOf } from '../../core/money.ts'
import type { GoalMetric } from '../../domain/goal/goal.ts'
import type { Pace } from '../../domain/goal/pace.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { GoalRow } from './progress.ts'

/** A value of a goal's metric as people read it. */
export const figure = (metric: GoalMetric, value: number, currency: string): string => {
  if (metric === 'wonAmount') return i18n.moneyRound(moneyOf(roundedTo(value, digitsOf(currency)), currency))
  return metric === 'conversionRate' ? i18n.percent(value / 100, 1) : i18n.number(value)
}

const roundedTo = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

/** What is asked of a day, rounded up: half a call is no call. */
const eachDay = (metric: GoalMetric, perDay: number, currency: string): string => figure(metric, Math.ceil(perDay), currency)

/** One sentence on how a goal stands. */
export const paceText = (
  { metric, startDay, target }: GoalRow,
  value: number,
  { state, expected, days, perDay }: Pace,
  currency: string,
): string => {
  switch (state) {
    case 'reached':
      return i18n.t('goals.reached')
    case 'missed':
      return i18n.t('goals.missed', { value: figure(metric, target - value, currency) })
    case 'toCome':
      return i18n.t('goals.begins', { day: i18n.day(startDay) })
    case 'ahead':
    case 'onPace':
    case 'behind':
  }
  if (metric === 'conversionRate') return rateText(state)
  if (state === 'ahead') return i18n.t('goals.ahead', { days: Math.max(1, Math.round(days)) })
  if (perDay === null) return i18n.t('goals.noDayLeft', { value: figure(metric, target - value, currency) })
  const daily = eachDay(metric, perDay, currency)
  return state === 'behind'
    ? i18n.t('goals.behind', { value: figure(metric, Math.ceil(expected - value), currency), perDay: daily })
    : i18n.t('goals.onPace', { perDay: daily })
}

const rateText = (state: 'ahead' | 'onPace' | 'behind'): string => {
  if (state === 'onPace') return i18n.t('goals.rateNone')
  return i18n.t(state === 'ahead' ? 'goals.rateMet' : 'goals.rateBelow')
}
