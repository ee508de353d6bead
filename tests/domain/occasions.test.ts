import { describe, expect, test } from 'vitest'
import { lunarDayIn } from '../../src/domain/contact/lunar.ts'
import { gregorianDay, nextOccasion, onlyOccasion } from '../../src/domain/contact/occasions.ts'

describe('S6 a day that is kept each year', () => {
  test('29 February is kept on the 28th in common years', () => {
    expect(nextOccasion('1992-02-29', '2026-01-05', gregorianDay)).toEqual({ day: '2026-02-28', year: 2026 })
    expect(nextOccasion('1992-02-29', '2026-03-01', gregorianDay)?.day).toBe('2027-02-28')
    expect(nextOccasion('1992-02-29', '2027-03-01', gregorianDay)?.day).toBe('2028-02-29')
  })

  // New year and mid-autumn as the Hong Kong Observatory (China) and the Korea Astronomy and Space Science Institute publish them.
  test.each([
    ['CN', 2026, '2026-02-17', '2026-09-25'],
    ['CN', 2027, '2027-02-06', '2027-09-15'],
    ['KR', 2026, '2026-02-17', '2026-09-25'],
    ['KR', 2027, '2027-02-07', '2027-09-15'],
  ])('lunar days of %s in %i fall where they are published', (country, year, newYear, midAutumn) => {
    const civil = lunarDayIn(country)
    expect([civil(year, 1, 1), civil(year, 8, 15)]).toEqual([newYear, midAutumn])
  })

  test.each(['CN', 'KR'])('a 30th is kept in every lunar month, and a last month lies in the next civil year (%s)', (country) => {
    const civil = lunarDayIn(country)
    for (let year = 2020; year < 2040; year += 1)
      for (let month = 1; month <= 12; month += 1) expect(civil(year, month, 30) >= civil(year, month, 29)).toBe(true)
    expect(nextOccasion('1960-12-20', '2027-01-10', civil)).toMatchObject({
      year: 2026,
      day: expect.stringMatching(/^2027-01-2/) as string,
    })
  })

  test('what is kept once is over after its day', () => {
    expect(onlyOccasion('2026-05-01', '2026-05-01', gregorianDay)?.day).toBe('2026-05-01')
    expect(onlyOccasion('2026-05-01', '2026-05-02', gregorianDay)).toBeNull()
  })
})
