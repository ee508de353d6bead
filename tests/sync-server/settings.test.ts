import { describe, expect, test } from 'vitest'
import { originsOf } from '../../sync-server/origin.ts'
import { readSettings } from '../../sync-server/settings.ts'

const sentenceOf = (env: Record<string, string>): string => {
  const read = readSettings(env)
  return read.ok ? '' : read.error
}

describe('the settings', () => {
  test('need none to be said', () => {
    expect(readSettings({})).toMatchObject({
      ok: true,
      value: { port: 8080, host: null, publicOrigin: null, tls: null, maxBytes: null, takesNew: true, showsMetrics: false },
    })
  })

  test('name the one that is wrong', () => {
    expect(sentenceOf({ PORT: '70000' })).toContain('PORT')
    expect(sentenceOf({ MAX_DATA_MB: 'much' })).toContain('MAX_DATA_MB')
    expect(sentenceOf({ NEW_WORKSPACES: 'no' })).toContain('NEW_WORKSPACES')
    for (const address of [
      'crm.example.com',
      'ftp://crm.example.com',
      'https://crm.example.com/satchel',
      'https://crm.example.com/#a',
      ' ',
    ])
      expect(sentenceOf({ PUBLIC_URL: address }), address).toContain('PUBLIC_URL')
    for (const half of [{ TLS_CERT: 'cert.pem' }, { TLS_KEY: 'key.pem' }, { TLS_CERT: 'cert.pem', TLS_KEY: '' }])
      expect(sentenceOf(half)).toContain('TLS_CERT and TLS_KEY')
  })

  test('take the address that people open however it is written', () => {
    for (const address of ['https://crm.example.com', 'https://CRM.example.com:443/', 'HTTPS://crm.example.com/'])
      expect(readSettings({ PUBLIC_URL: address })).toMatchObject({ value: { publicOrigin: 'https://crm.example.com' } })
    expect(readSettings({ PUBLIC_URL: '', TLS_CERT: '', TLS_KEY: '' })).toMatchObject({ value: { publicOrigin: null, tls: null } })
  })
})

describe('what a device may call the relay', () => {
  test('is what the operator said, and nothing else', () => {
    expect(originsOf('https://crm.example.com', 'localhost:8080')).toEqual(['https://crm.example.com'])
  })

  test('is else the host that it asks for, as a browser writes its address', () => {
    expect(originsOf(null, 'CRM.example.com')).toEqual(['https://crm.example.com', 'http://crm.example.com'])
    expect(originsOf(null, '[::1]:8080')).toEqual(['https://[::1]:8080', 'http://[::1]:8080'])
    expect(originsOf(null, 'crm.example.com:443')).toEqual(['https://crm.example.com', 'http://crm.example.com:443'])
  })

  test('is nothing where the request names no host, or more than one', () => {
    for (const host of [undefined, '', 'a b', 'a.example/path', 'a.example?x', '::1', 'a.example#', 'me@a.example'])
      expect(originsOf(null, host)).toEqual([])
  })
})
