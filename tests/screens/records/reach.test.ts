import { describe, expect, test } from 'vitest'
import { hrefFor, reachedThrough, reachIn } from '../../../src/screens/records/page/reach.ts'

describe('one tap', () => {
  test('calls the main number, extension included', () => {
    const phones = [
      { id: 'a', order: 'a0', value: '+66811111111' },
      { id: 'b', order: 'a1', value: '+6625551234;ext=12', primary: true },
    ]
    const { phone, email } = reachIn({ phones, emails: [] })
    expect(email).toBeNull()
    expect(hrefFor('phone', phone)).toBe('tel:+6625551234,12')
  })

  test('opens a web address, however it was written, and nothing that is no web address', () => {
    expect(hrefFor('url', 'example.com/shop')).toBe('https://example.com/shop')
    expect(hrefFor('url', 'http://example.com')).toBe('http://example.com')
    expect(hrefFor('url', 'javascript:alert(1)')).toBeNull()
    expect(hrefFor('url', 'data:text/html,x')).toBeNull()
  })

  test('on a deal reaches its contact before its company', () => {
    expect(reachedThrough({ companyId: 'company_a', primaryContactId: 'contact_b' })).toEqual(['contact_b', 'company_a'])
    expect(reachedThrough({ companyId: null })).toEqual([])
  })
})
