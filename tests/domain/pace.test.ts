import { describe, expect, test } from 'vitest'
import { addDays, weekday } from '../../src/core/day.ts'
import { paceOf, paceOfRate, workingDays } from '../../src/domain/goal/pace.ts'
import { periodAround } from '../../src/domain/goal/periods.ts'

const november = { from: '2026-11-01', to: '2026-11-30' } // begins on a Sunday and has 21 working days

describe('S40 the pace of a goal', () => {
  test('goes by working days, as a count day by day finds them', () => {
    expect(workingDays(november)).toBe(21)
    expect(workingDays({ from: '2026-11-07', to: '2026-11-08' })).toBe(0)
    expect(workingDays({ from: '2026-11-09', to: '2026-11-02' })).toBe(0)
    for (let start = -20; start < 20; start += 1) {
      const from = addDays('1970-01-01', start)
      let count = 0
      for (let length = 0; length < 25; length += 1) {
        const to = addDays(from, length)
        if (![0, 6].includes(weekday(to))) count += 1
        expect(workingDays({ from, to })).toBe(count)
      }
    }
  })

  test('expects what the days that are over should have brought, and says what is left for each day', () => {
    // Monday the 16th: ten working days are over, eleven are left, this one among them.
    const pace = paceOf(80_000, 210_000, november, '2026-11-16')
    expect(pace).toMatchObject({ state: 'behind', expected: 100_000, days: -2 })
    expect(pace.perDay).toBeCloseTo(130_000 / 11, 6)
    expect(paceOf(130_000, 210_000, november, '2026-11-16')).toMatchObject({ state: 'ahead', days: 3 })
    expect(paceOf(100_000, 210_000, november, '2026-11-16').state).toBe('onPace')
    expect(paceOf(0, 210_000, november, '2026-11-01').state).toBe('onPace')
  })

  test('ends: reached whenever the target is, missed when its last day is over without it', () => {
    expect(paceOf(210_000, 210_000, november, '2026-11-02').state).toBe('reached')
    expect(paceOf(189_999, 210_000, november, '2026-11-30').state).toBe('behind')
    expect(paceOf(209_999, 210_000, november, '2026-12-01')).toMatchObject({ state: 'missed', expected: 210_000 })
    expect(paceOf(0, 210_000, november, '2026-10-31')).toMatchObject({ state: 'toCome', expected: 0 })
  })

  test('asks nothing of days that are not there: the last weekend has none to work on, a goal for a weekend has all of its own', () => {
    const tilSunday = { from: '2026-11-02', to: '2026-11-08' }
    expect(paceOf(60, 100, tilSunday, '2026-11-07')).toMatchObject({ state: 'behind', expected: 100, days: -2, perDay: null })
    const fair = { from: '2026-11-07', to: '2026-11-08' }
    expect(paceOf(0, 40, fair, '2026-11-07')).toMatchObject({ state: 'onPace', expected: 0, perDay: 20 })
    expect(paceOf(10, 40, fair, '2026-11-08')).toMatchObject({ state: 'behind', expected: 20, perDay: 30 })
    // Two devices moved one end each.
    expect(paceOf(10, 40, { from: '2026-11-08', to: '2026-11-01' }, '2026-11-05')).toMatchObject({
      state: 'missed',
      expected: 0,
      perDay: null,
    })
  })

  test('of a rate asks for all of it on any day, and says reached when the last is over', () => {
    expect(paceOfRate(null, 30, november, '2026-11-02').state).toBe('onPace')
    expect(paceOfRate(50, 30, november, '2026-11-02').state).toBe('ahead')
    expect(paceOfRate(29.9, 30, november, '2026-11-30').state).toBe('behind')
    expect(paceOfRate(30, 30, november, '2026-12-01').state).toBe('reached')
    expect(paceOfRate(null, 30, november, '2026-12-01').state).toBe('missed')
    expect(paceOfRate(null, 30, november, '2026-10-31').state).toBe('toCome')
  })

  test('is of the calendar’s month, quarter or year', () => {
    expect(periodAround('2026-11-24', 'month')).toEqual(['2026-11-01', '2026-11-30'])
    expect(periodAround('2026-11-24', 'quarter')).toEqual(['2026-10-01', '2026-12-31'])
    expect(periodAround('2028-02-29', 'quarter')).toEqual(['2028-01-01', '2028-03-31'])
    expect(periodAround('2026-11-24', 'year')).toEqual(['2026-01-01', '2026-12-31'])
  })

  test('is of the quarter or year of the books where those begin in another month', () => {
    const [april, october] = [4, 10]
    expect(periodAround('2026-11-24', 'month', april)).toEqual(['2026-11-01', '2026-11-30'])
    expect(periodAround('2026-03-31', 'year', april)).toEqual(['2025-04-01', '2026-03-31'])
    expect(periodAround('2026-04-01', 'year', april)).toEqual(['2026-04-01', '2027-03-31'])
    expect(periodAround('2026-11-24', 'year', october)).toEqual(['2026-10-01', '2027-09-30'])
    expect(periodAround('2026-01-15', 'quarter', 2)).toEqual(['2025-11-01', '2026-01-31'])
  })
})
