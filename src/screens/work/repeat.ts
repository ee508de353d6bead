import { recurrenceIn } from '../../domain/activity/recurrence.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'

const workdays = [1, 2, 3, 4, 5]

/** "Every 2 weeks"; a rule that only a newer app reads stands as it is. */
export const repeatText = (text: string): string => {
  const rule = recurrenceIn(text)
  if (rule === null) return text
  const { freq, interval, weekdays } = rule
  if (freq === 'WEEKLY' && interval === 1 && workdays.every((day) => weekdays.includes(day)) && weekdays.length === workdays.length)
    return i18n.t('repeat.workdays')
  return i18n.t(`repeat.${freq}`, { count: interval })
}
