import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingHttpHeaders } from 'node:http'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerTo } from '../../sync-server/http.ts'
import { readSite, type Site } from '../../sync-server/site.ts'

const shell = '<!doctype html><title>Satchel</title>'
const script = 'console.log("satchel")'

let folder = ''
let site: Site

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-site-'))
  await writeFile(join(folder, '..', 'satchel-secret.txt'), 'not yours')
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, '.vite'))
  await writeFile(join(folder, 'index.html'), shell)
  await writeFile(join(folder, 'sw.js'), script)
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}')
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), script)
  await writeFile(join(folder, 'assets', 'main-1a2b.js.br'), brotliCompressSync(script))
  site = await readSite(folder)
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(join(folder, '..', 'satchel-secret.txt'))
})

const get = (url: string, headers: IncomingHttpHeaders = {}, method = 'GET') => answerTo(site, { method, url, headers })

describe('what is served', () => {
  test('the address alone opens the app', () => {
    expect(get('/')).toMatchObject({ status: 200, body: Buffer.from(shell), headers: { 'content-type': 'text/html; charset=utf-8' } })
  })

  test('a link to any screen opens the app, whose router knows the rest', () => {
    for (const url of ['/companies/company_0192', '/deals?stage=won', '/a/b/c'])
      expect(get(url)).toMatchObject({ status: 200, body: Buffer.from(shell) })
    expect(get('/articles/v1.2', { accept: 'text/html,*/*' }).status).toBe(200)
  })

  test('a file that this build does not have is gone, not the app under its name', () => {
    expect(get('/assets/main-old.js').status).toBe(404)
    expect(get('/assets/main-old.js', { accept: 'text/html' }).status).toBe(404)
    expect(get('/missing.png').status).toBe(404)
  })

  test('neither hidden files nor anything outside the build can be reached', () => {
    for (const url of [
      '/.vite/manifest.json',
      '/../satchel-secret.txt',
      '/%2e%2e/satchel-secret.txt',
      '/assets/..%2f..%2fsatchel-secret.txt',
    ])
      expect(get(url).status, url).toBe(404)
  })

  test('whatever a path says, the answer is a page of the site or a refusal', () => {
    const pages = new Set([...site.values()].map(({ body }) => body.toString()))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const { status, body } = get(`/${path}`)
        expect(status !== 200 || pages.has(body.toString()) || body === 'ok').toBe(true)
      }),
      { seed: 2 },
    )
  })

  test('only reading is offered', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(get('/', {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    expect(get('/', {}, 'HEAD').status).toBe(200)
  })

  test('a broken escape in a path is refused', () => {
    expect(get('/%zz').status).toBe(400)
  })
})

describe('how it is kept', () => {
  test('what carries a hash in its name is kept for ever; the rest is asked for again', () => {
    expect(get('/assets/main-1a2b.js').headers['cache-control']).toContain('immutable')
    for (const url of ['/', '/sw.js', '/deals']) expect(get(url).headers['cache-control']).toBe('no-cache')
  })

  test('a browser that has the page already gets no second copy', () => {
    const { etag } = get('/').headers
    expect(get('/', { 'if-none-match': `"other", W/${etag}` })).toMatchObject({ status: 304, body: '' })
    expect(get('/', { 'if-none-match': '"other"' }).status).toBe(200)
  })

  test('the copy made by the build is sent to those who can open it', () => {
    const { headers, body } = get('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br;q=0.9' })
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(brotliDecompressSync(body).toString()).toBe(script)
    for (const refusal of [undefined, 'gzip', 'br;q=0', 'identity'])
      expect(get('/assets/main-1a2b.js', { 'accept-encoding': refusal }).headers).not.toHaveProperty('content-encoding')
  })

  test('each form of a page has its own tag', () => {
    expect(get('/assets/main-1a2b.js', { 'accept-encoding': 'br' }).headers['etag']).not.toBe(get('/assets/main-1a2b.js').headers['etag'])
  })
})
