import { describe, expect, test } from 'vitest'
import { nextDay, recurrenceIn, recurrenceText } from '../../src/domain/activity/recurrence.ts'
import { must } from '../../src/core/result.ts'

const rule = (text: string) => must(recurrenceIn(text), text)
/** The days that follow one another, the first included. */
const days = (text: string, from: string, many: number): readonly string[] => {
  const all = [from]
  for (let at = 1; at < many; at += 1) {
    const next = nextDay(rule(text), from, must(all.at(-1), 'a day'))
    if (next === null) break
    all.push(next)
  }
  return all
}

describe('S37 a recurrence rule (examples of RFC 5545, section 3.8.5.3, which all begin on 2 September 1997)', () => {
  test('of days, weeks and months gives the days that the RFC lists', () => {
    expect(days('FREQ=DAILY;INTERVAL=10', '1997-09-02', 5)).toEqual(['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12'])
    expect(days('FREQ=WEEKLY;UNTIL=19971224T000000Z', '1997-09-02', 99)).toHaveLength(17)
    expect(days('FREQ=WEEKLY;INTERVAL=2;WKST=MO', '1997-09-02', 4)).toEqual(['1997-09-02', '1997-09-16', '1997-09-30', '1997-10-14'])
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO', '1997-09-02', 5)).toEqual([
      '1997-09-02',
      '1997-09-04',
      '1997-09-16',
      '1997-09-18',
      '1997-09-30',
    ])
    expect(days('FREQ=YEARLY', '1997-06-10', 3)).toEqual(['1997-06-10', '1998-06-10', '1999-06-10'])
  })

  test('passes over months and years that have no such day', () => {
    expect(days('FREQ=MONTHLY', '2007-01-31', 4)).toEqual(['2007-01-31', '2007-03-31', '2007-05-31', '2007-07-31'])
    expect(days('FREQ=YEARLY', '2024-02-29', 3)).toEqual(['2024-02-29', '2028-02-29', '2032-02-29'])
  })

  test('skips what is past, in step', () => {
    expect(nextDay(rule('FREQ=DAILY;INTERVAL=3'), '2026-01-01', '2026-01-10')).toBe('2026-01-13')
    expect(nextDay(rule('FREQ=WEEKLY'), '2026-01-05', '2026-02-01')).toBe('2026-02-02')
    expect(nextDay(rule('FREQ=DAILY;UNTIL=20260103'), '2026-01-01', '2026-01-03')).toBeNull()
  })

  test('is written as it was read, and what says more is no rule of ours', () => {
    for (const text of ['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=5', 'FREQ=YEARLY;UNTIL=20301231'])
      expect(recurrenceText(rule(text))).toBe(text)
    for (const text of ['', 'FREQ=HOURLY', 'FREQ=MONTHLY;BYDAY=1FR', 'FREQ=DAILY;BYSETPOS=1', 'FREQ=DAILY;INTERVAL=0', 'INTERVAL=2', null])
      expect(recurrenceIn(text)).toBeNull()
  })
})
