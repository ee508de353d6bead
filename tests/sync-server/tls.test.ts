import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { readTls } from '../../sync-server/tls.ts'
import { aTeam } from '../sync/team.ts'
import { aFolder } from './logs.ts'
import { logIn } from './peer.ts'
import { startRelay } from './process.ts'

/** Made for this test by `openssl req -x509`, for 127.0.0.1, until 2126. */
const pem = (name: string): string => join(import.meta.dirname, '../fixtures/tls', `${name}.pem`)

/** A folder in which the first certificate lies as the one in use. */
const aPlace = () => {
  const folder = aFolder()
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const use = (name: string) => {
    copyFileSync(pem(`${name}.cert`), cert)
    copyFileSync(pem(`${name}.key`), key)
  }
  use('first')
  return { folder, cert, key, use, env: { TLS_CERT: cert, TLS_KEY: key } }
}

const ask = (address: string, path: string, ca: Buffer): Promise<{ status: number; headers: IncomingHttpHeaders }> =>
  new Promise((resolve, reject) => {
    get(`https://${address}${path}`, { ca, agent: false }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    }).on('error', reject)
  })

const shownBy = (address: string): Promise<PeerCertificate> =>
  new Promise((resolve, reject) => {
    const [host, port] = address.split(':')
    const socket = connectTls({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate())
      socket.destroy()
    }).on('error', reject)
  })

describe('a relay with a certificate of its own', () => {
  const ca = readFileSync(pem('first.cert'))

  test('serves the app and its sockets by TLS and by nothing else', async () => {
    const { folder, env } = aPlace()
    const { address, output } = await startRelay(folder, env)
    expect(output()).toContain(`Satchel is at https://${address}`)
    const page = await ask(address, '/', ca)
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000')
    await expect(fetch(`http://${address}/health`)).rejects.toThrow()
    const team = await aTeam()
    const founder = await logIn(address, team.roster().workspaceId, team.owner, 0, { ca })
    expect(founder.welcome.rosterLength).toBe(0)
  })

  test('takes a renewed one on SIGHUP without letting go of anybody; one that does not fit changes nothing', async () => {
    const { folder, env, use, cert } = aPlace()
    const { address, child, output } = await startRelay(folder, env)
    const team = await aTeam()
    const founder = await logIn(address, team.roster().workspaceId, team.owner, 0, { ca })
    expect((await shownBy(address)).subject.CN).toBe('satchel first')
    use('second')
    child.kill('SIGHUP')
    await expect.poll(output).toContain('read again')
    expect((await shownBy(address)).subject.CN).toBe('satchel second')
    copyFileSync(pem('first.cert'), cert)
    child.kill('SIGHUP')
    await expect.poll(output).toContain('The one from before stays.')
    expect((await shownBy(address)).subject.CN).toBe('satchel second')
    founder.send({ type: 'ping', id: 4 })
    expect(await founder.next('pong')).toMatchObject({ id: 4 })
  })

  test('does not start with one that it cannot use, and says which', async () => {
    const { folder, cert, key, env } = aPlace()
    writeFileSync(cert, 'no certificate')
    await expect(startRelay(folder, env)).rejects.toThrow(`The certificate ${cert} with the key ${key} cannot be used`)
    copyFileSync(pem('second.cert'), cert)
    expect(await readTls({ cert, key })).toMatchObject({ ok: false })
    expect(await readTls({ cert: join(folder, 'none'), key })).toMatchObject({ ok: false })
  })
})
