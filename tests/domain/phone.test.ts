import { describe, expect, test } from 'vitest'
import { loadPhone } from '../../src/domain/phone.ts'

const phones = await loadPhone()

describe('S3: a phone number', () => {
  const read: readonly [string, string, string][] = [
    ['0812345678', 'TH', '+66812345678'],
    ['081-234-5678', 'TH', '+66812345678'],
    ['๐๘๑๒๓๔๕๖๗๘', 'TH', '+66812345678'],
    ['０８１２３４５６７８', 'TH', '+66812345678'],
    ['138 0013 8000', 'CN', '+8613800138000'],
    ['0912-345-678', 'TW', '+886912345678'],
    ['010-1234-5678', 'KR', '+821012345678'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['+41 44 668 18 00', 'TH', '+41446681800'],
    ['02-123-4567 ext. 12', 'TH', '+6621234567;ext=12'],
  ]
  test.each(read)('%s dialled in %s is stored as %s', (raw, country, stored) => {
    expect(phones.parse(raw, country)).toEqual({ ok: true, value: stored })
  })

  test.each(['08-1234', 'abc', '', '0812345678 or 0899999999', '+66'])('%s is refused in Thailand', (raw) => {
    expect(phones.parse(raw, 'TH')).toEqual({ ok: false, error: 'invalidPhone' })
  })

  test('without a prefix is refused where the country is unknown', () => {
    expect(phones.parse('0812345678', 'ZZ')).toEqual({ ok: false, error: 'invalidPhone' })
    expect(phones.parse('+66812345678', 'ZZ')).toEqual({ ok: true, value: '+66812345678' })
  })

  test('is shown as dialled at home, and with its prefix abroad', () => {
    expect(phones.format('+66812345678', 'TH')).toBe('081 234 5678')
    expect(phones.format('+66812345678', 'KR')).toBe('+66 81 234 5678')
    expect(phones.format('+6621234567;ext=12', 'TH')).toBe('02 123 4567 ext. 12')
    expect(phones.format('call the office', 'TH')).toBe('call the office')
  })

  test('that is stored reads back as itself', () => {
    for (const [, , stored] of read) expect(phones.parse(stored, 'TH')).toEqual({ ok: true, value: stored })
  })
})
