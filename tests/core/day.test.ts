import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dayMs,
  dayNumber,
  dayOf,
  dayOfNumber,
  daysInMonth,
  instantAt,
  isDay,
  isLeap,
  monthIndex,
  monthOf,
  monthOfIndex,
  startOfDay,
  startOfWeek,
  today,
  weekday,
} from '../../src/core/day.ts'
import { guessDayOrder, parseDay, parseInstant, type DayOrder } from '../../src/core/dayreading.ts'
import { isTimeZone } from '../../src/core/zone.ts'

const zones = [
  'UTC',
  'Asia/Bangkok',
  'Europe/London',
  'America/New_York',
  'Asia/Seoul',
  'Pacific/Apia',
  'America/St_Johns',
  'America/Sao_Paulo',
]
const someZone = fc.constantFrom(...zones)
/** 1970 to 2060. */
const someDays = fc.integer({ min: 0, max: 32_872 })
const someInstant = fc.integer({ min: 0, max: 32_872 * dayMs })

/** What the browser's own calendar says: slow, and the judge of ours. */
const judged = (instant: number, zone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)

describe('a day as a number', () => {
  test('counts from 1970 and comes back', () => {
    expect(dayNumber('1970-01-01')).toBe(0)
    expect(dayNumber('2000-03-01')).toBe(11_017)
    expect(dayOfNumber(-1)).toBe('1969-12-31')
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        expect(dayNumber(dayOfNumber(days))).toBe(days)
      }),
      { seed: 11 },
    )
  })

  test('agrees with the platform in every century', () => {
    for (let days = -700_000; days < 2_900_000; days += 9_973) {
      expect(dayOfNumber(days)).toBe(new Date(days * dayMs).toISOString().slice(0, 10))
    }
  })

  test('never leaves the years that four digits can write', () => {
    expect(dayOfNumber(-10_000_000)).toBe('0001-01-01')
    expect(dayOfNumber(10_000_000)).toBe('9999-12-31')
    expect(dayOf(8.64e15, 'Asia/Bangkok')).toBe('9999-12-31')
    expect(dayOf(-8.64e15, 'Asia/Bangkok')).toBe('0001-01-01')
  })
})

describe('the day an instant falls on', () => {
  test('is the one on the wall of that zone', () => {
    fc.assert(
      fc.property(someInstant, someZone, (instant, zone) => {
        expect(dayOf(instant, zone)).toBe(judged(instant, zone))
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  test('is right through every hour of nights on which clocks change', () => {
    const nights: readonly [string, string][] = [
      ['Europe/London', '2026-03-29'],
      ['Europe/London', '2026-10-25'],
      ['America/New_York', '2026-03-08'],
      ['America/New_York', '2026-11-01'],
      ['America/St_Johns', '2009-11-01'],
      ['America/Sao_Paulo', '2018-11-04'],
      ['Pacific/Apia', '2011-12-30'],
    ]
    for (const [zone, night] of nights) {
      const noon = dayNumber(night) * dayMs
      for (let minute = -36 * 60; minute < 60 * 60; minute += 15) {
        const instant = noon + minute * 60_000
        expect(dayOf(instant, zone), `${zone} ${instant}`).toBe(judged(instant, zone))
      }
    }
  })

  test('of now is today, which differs between Bangkok and New York', () => {
    const now = Date.UTC(2026, 10, 22, 20)
    expect(today(now, 'Asia/Bangkok')).toBe('2026-11-23')
    expect(today(now, 'America/New_York')).toBe('2026-11-22')
  })
})

describe('the start of a day', () => {
  test('is the first instant that the wall shows that day', () => {
    fc.assert(
      fc.property(someDays, someZone, (days, zone) => {
        const day = dayOfNumber(days)
        const start = startOfDay(day, zone)
        expect(dayOf(start, zone) >= day).toBe(true)
        expect(dayOf(start - 1, zone) < day).toBe(true)
      }),
      { seed: 5, numRuns: 500 },
    )
  })

  test('is one in the morning where clocks jump over midnight, and the next day where a day was skipped', () => {
    expect(dayOf(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04')
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'))
  })

  test('days follow each other without a gap: 23, 24 or 25 hours', () => {
    const lengths = new Set<number>()
    for (let days = dayNumber('2026-01-01'); days < dayNumber('2027-01-01'); days++) {
      lengths.add((startOfDay(dayOfNumber(days + 1), 'Europe/London') - startOfDay(dayOfNumber(days), 'Europe/London')) / 3_600_000)
    }
    expect([...lengths].toSorted((a, b) => a - b)).toEqual([23, 24, 25])
  })

  test('works long before zones were invented and long after', () => {
    for (const day of ['0001-01-02', '1799-12-31', '1800-01-01', '9999-12-30']) {
      for (const zone of zones) expect(dayOf(startOfDay(day, zone), zone)).toBe(day)
    }
  })

  test('a local time that comes twice is the earlier, one that is skipped is the jump', () => {
    const local = (day: string, hour: number) => dayNumber(day) * dayMs + hour * 3_600_000
    expect(instantAt(local('2026-10-25', 1.5), 'Europe/London')).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(instantAt(local('2026-03-29', 1.5), 'Europe/London')).toBe(Date.UTC(2026, 2, 29, 1))
  })
})

describe('months and weeks', () => {
  test('a month is the first seven letters, and counts', () => {
    expect(monthOf('2026-11-22')).toBe('2026-11')
    expect(monthIndex('2026-11-22') - monthIndex('2025-12')).toBe(11)
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 119_999 }), (index) => {
        expect(monthIndex(monthOfIndex(index))).toBe(index)
      }),
      { seed: 12 },
    )
  })

  test('a month later is the same day, or the last there is', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-31', -13)).toBe('2025-02-28')
    expect(addMonths('2026-11-22', 2)).toBe('2027-01-22')
    expect(daysInMonth('2100-02')).toBe(28)
    expect([1900, 2000, 2024, 2026].map(isLeap)).toEqual([false, true, true, false])
  })

  test('adding days and taking them away ends where it began', () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: -9_999, max: 9_999 }), (days, by) => {
        const day = dayOfNumber(days)
        expect(addDays(addDays(day, by), -by)).toBe(day)
      }),
      { seed: 13 },
    )
  })

  test('a week starts on the day that the workspace chose', () => {
    expect(weekday('2026-11-22')).toBe(0)
    expect(weekday('1969-12-31')).toBe(3)
    expect(startOfWeek('2026-11-22', 0)).toBe('2026-11-22')
    expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16')
  })
})

describe('a day as people and files write it', () => {
  const cases: readonly [string, DayOrder, string][] = [
    ['2026-11-22', 'dmy', '2026-11-22'],
    ['22/11/2026', 'dmy', '2026-11-22'],
    ['11/22/2026', 'mdy', '2026-11-22'],
    ['22.11.26', 'dmy', '2026-11-22'],
    ['5-3-99', 'dmy', '1999-03-05'],
    ['26/11/22', 'ymd', '2026-11-22'],
    ['22/11/2569', 'dmy', '2026-11-22'],
    ['๒๒/๑๑/๒๕๖๙', 'dmy', '2026-11-22'],
    ['22 พ.ย. 2569', 'dmy', '2026-11-22'],
    ['1 มกราคม พ.ศ. 2569', 'dmy', '2026-01-01'],
    ['7 มิ.ย. 69', 'dmy', '1969-06-07'],
    ['2026年11月22日', 'dmy', '2026-11-22'],
    ['２０２６／１１／２２', 'ymd', '2026-11-22'],
    ['2026년 11월 22일', 'mdy', '2026-11-22'],
    ['2026. 11. 22.', 'ymd', '2026-11-22'],
    ['115/11/22', 'ymd', '2026-11-22'],
    ['民國115年11月22日', 'ymd', '2026-11-22'],
    ['19970101', 'mdy', '1997-01-01'],
    ['Nov 22, 2026', 'dmy', '2026-11-22'],
    ['22 November 2026', 'mdy', '2026-11-22'],
    ['22-Nov-26', 'mdy', '2026-11-22'],
    ['2010-12-01 08:26:00', 'dmy', '2010-12-01'],
    [' 2026-11-22 ', 'dmy', '2026-11-22'],
  ]
  test.each(cases)('%s in %s order', (text, order, day) => {
    expect(parseDay(text, order)).toEqual({ ok: true, value: day })
  })

  test.each(['', 'soon', '31/02/2026', '13/13/2026', '2026-00-10', '22/11', '99999999', '0000-01-01', '22/11/2', '12:30', '22 Foo 2026'])(
    '%s is refused and not guessed at',
    (text) => {
      expect(parseDay(text, 'dmy')).toEqual({ ok: false, error: 'invalidDay' })
    },
  )

  test('every day is read back in every order it can be written in', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom('/', '.', '-'), (days, mark) => {
        const day = dayOfNumber(days)
        const [year = '', month = '', dayInMonth = ''] = day.split('-')
        expect(isDay(day)).toBe(true)
        expect(parseDay([dayInMonth, month, year].join(mark), 'dmy')).toEqual({ ok: true, value: day })
        expect(parseDay([month, dayInMonth, year].join(mark), 'mdy')).toEqual({ ok: true, value: day })
        expect(parseDay([year, month, dayInMonth].join(mark), 'dmy')).toEqual({ ok: true, value: day })
        expect(parseDay(`${dayInMonth}/${month}/${Number(year) + 543}`, 'dmy')).toEqual({ ok: true, value: day })
      }),
      { seed: 14 },
    )
  })

  test('a file tells its order by the days that only one order can read', () => {
    expect(guessDayOrder(['12/1/2010', '12/25/2010'], 'dmy')).toBe('mdy')
    expect(guessDayOrder(['1/12/2010', '25/12/2010', 'none'], 'mdy')).toBe('dmy')
    expect(guessDayOrder(['1/2/2010'], 'mdy')).toBe('mdy')
  })
})

describe('an instant as files write it', () => {
  const cases: readonly [string, DayOrder, string, string][] = [
    ['2010-12-01 08:26:00', 'ymd', 'Europe/London', '2010-12-01T08:26:00.000Z'],
    ['2010-07-01 08:26', 'ymd', 'Europe/London', '2010-07-01T07:26:00.000Z'],
    ['12/1/2010 8:26', 'mdy', 'UTC', '2010-12-01T08:26:00.000Z'],
    ['12/1/2010 12:05 am', 'mdy', 'UTC', '2010-12-01T00:05:00.000Z'],
    ['1/12/2010 8:26 PM', 'dmy', 'UTC', '2010-12-01T20:26:00.000Z'],
    ['2026年11月22日 下午3:05', 'ymd', 'Asia/Shanghai', '2026-11-22T07:05:00.000Z'],
    ['2026. 11. 22. 오전 9:00', 'ymd', 'Asia/Seoul', '2026-11-22T00:00:00.000Z'],
    ['22 พ.ย. 2569 14:30 น.', 'dmy', 'Asia/Bangkok', '2026-11-22T07:30:00.000Z'],
    ['2026-11-22T10:00:00.250Z', 'dmy', 'Asia/Bangkok', '2026-11-22T10:00:00.250Z'],
    ['2026-11-22T10:00:00+07:00', 'dmy', 'UTC', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22', 'dmy', 'Asia/Bangkok', '2026-11-21T17:00:00.000Z'],
  ]
  test.each(cases)('%s (%s, %s)', (text, order, zone, iso) => {
    expect(parseInstant(text, order, zone)).toEqual({ ok: true, value: Date.parse(iso) })
  })

  test.each(['2026-11-22 25:00', '2026-11-22 10:61', '2026-11-22 13:00 pm', 'yesterday 10:00', '10:00'])('%s is refused', (text) => {
    expect(parseInstant(text, 'dmy', 'UTC')).toEqual({ ok: false, error: 'invalidDay' })
  })
})

test('a zone that this browser does not know is told apart', () => {
  expect(isTimeZone('Asia/Bangkok')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
  expect(isTimeZone('')).toBe(false)
})
