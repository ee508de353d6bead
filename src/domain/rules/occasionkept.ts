import { isDay, type Day } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { CARE_DAYS, careDay, gregorianDay, nextOccasion, onlyOccasion, type CivilDay } from '../contact/occasions.ts'
import type { Values } from '../check.ts'
import { textOf, type Act } from './rule.ts'
import type { Dated, TimedRule } from './timed.ts'

/** A day that somebody keeps, as their record writes it. */
interface Kept {
  /** What tells it from their others: the field, or the name and day of the item. */
  readonly key: string
  readonly name: string
  readonly written: Day
  readonly isLunar: boolean
  readonly isYearly: boolean
}

/** A name as its own script writes it. */
const nameOf = (value: unknown): string => {
  const { family, given } = (value ?? {}) as Values // a name is an object of texts
  const [first, last] = [textOf(given), textOf(family)]
  return /[\u3400-\u9fff\uac00-\ud7a3]/.test(first + last) ? last + first : `${first} ${last}`.trim()
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const keptBy = ({ value }: Dated, id: Id): readonly Kept[] => {
  const birth = textOf(value(id, 'birthDate'))
  const [names, dates, calendars, yearly] = ['name', 'date', 'calendar', 'yearly'].map((field) =>
    listOf(value(id, `importantDates.${field}`)),
  )
  return [
    ...(isDay(birth) ? [{ key: 'birthDate', name: '', written: birth, isLunar: value(id, 'calendar') === 'lunar', isYearly: true }] : []),
    ...(dates ?? []).flatMap((date, at) => {
      const [name, written] = [textOf(names?.[at]), textOf(date)]
      if (!isDay(written)) return []
      return [{ key: `${name}/${written}`, name, written, isLunar: calendars?.[at] === 'lunar', isYearly: yearly?.[at] === true }]
    }),
  ]
}

/** A customer's birthday and important days: each year one task for whoever looks after them, so many days before. */
export const occasionKept: TimedRule = {
  name: 'occasionKept',
  isByDay: true,
  asks: [
    [
      'contact',
      [
        'name',
        'birthDate',
        'calendar',
        'importantDates.name',
        'importantDates.date',
        'importantDates.calendar',
        'importantDates.yearly',
        'ownerId',
      ],
    ],
    ['workspace', ['careDays', 'country']],
  ],
  due: async (dated) => {
    const { having, value, today, startOf } = dated
    const kept = having('contact', ['birthDate', 'importantDates.date']).flatMap((id) => keptBy(dated, id).map((one) => ({ id, ...one })))
    const [workspace = ''] = having('workspace', ['name'])
    const said = value(workspace, 'careDays')
    const daysBefore = typeof said === 'number' ? said : CARE_DAYS
    const lunar: CivilDay = kept.some(({ isLunar }) => isLunar)
      ? (await import('../contact/lunar.ts')).lunarDayIn(textOf(value(workspace, 'country')))
      : gregorianDay
    return kept.flatMap(({ id, key, name, written, isLunar, isYearly }): readonly Act[] => {
      const civil = isLunar ? lunar : gregorianDay
      const occasion = isYearly ? nextOccasion(written, today, civil) : onlyOccasion(written, today, civil)
      if (occasion === null || careDay(occasion, daysBefore) > today) return []
      const at = startOf(careDay(occasion, daysBefore))
      const ownerId = value(id, 'ownerId')
      // Signs and figures, for everyone who may read it has a language of their own.
      const what = `${key === 'birthDate' ? '🎂' : `📅 ${name}:`} ${nameOf(value(id, 'name'))} (${occasion.day.slice(5)})`
      return [
        {
          kind: 'derive',
          entity: 'activity',
          from: `occasion:${id}:${key}:${occasion.year}`,
          at,
          values: {
            kind: 'task',
            subject: what.slice(0, 200),
            status: 'planned',
            dueAt: at,
            regardingIds: [id],
            ...(typeof ownerId === 'string' ? { assigneeId: ownerId, ownerId } : {}),
          },
        },
      ]
    })
  },
}
