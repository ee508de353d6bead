import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, policyHash, securityHeaders } from '../../sync-server/policy.ts'

const directive = (policy: string, name: string) => policy.split('; ').find((part) => part.startsWith(`${name} `))

describe('the content security policy', () => {
  test('lets nothing in that is not named', () => {
    const policy = contentSecurityPolicy('satchel.example')
    expect(directive(policy, 'default-src')).toBe("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test('names the socket of the very host that was asked', () => {
    for (const host of ['satchel.example', 'localhost:8080', '[::1]:8080'])
      expect(directive(contentSecurityPolicy(host), 'connect-src')).toBe(`connect-src 'self' ws://${host} wss://${host}`)
  })

  test('a forged host opens no door', () => {
    for (const host of [undefined, '', 'a.example; script-src *', 'a.example b.example', '*', "x' 'unsafe-inline"])
      expect(directive(contentSecurityPolicy(host), 'connect-src')).toBe("connect-src 'self'")
  })
})

test('every answer forbids guessing types, leaking addresses and using the device', () => {
  expect(securityHeaders('a.example')).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('geolocation=()') as unknown,
  })
})

test('only a server that speaks TLS itself asks browsers to come by no other way', () => {
  expect(securityHeaders('a.example')).not.toHaveProperty('strict-transport-security')
  expect(securityHeaders('a.example', { reports: false, isTls: true })['strict-transport-security']).toBe('max-age=31536000')
})

test('the hash in the page is that of the policy, whoever asks', () => {
  expect(policyHash()).toMatch(/^[\w-]{16}$/)
  expect(policyHash()).toBe(policyHash())
})
