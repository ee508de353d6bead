import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { plain, type Answer } from './answer.ts'
import type { Packs } from './packs.ts'
import { reportPath, securityHeaders } from './policy.ts'
import { encodings, type Encoding, type Page, type Site } from './site.ts'
import type { Tls } from './tls.ts'

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

export interface HttpDeps {
  readonly site: Site
  readonly packs: Packs
  /** For Prometheus; null where nobody is to read it. */
  readonly metrics: (() => string) | null
  /** Told, in one line, whatever a browser reports against the policy; null where none is asked to. */
  readonly onViolation: ((line: string) => void) | null
  /** What people call it by; null: what each request says. */
  readonly publicOrigin: string | null
  /** Null: plain HTTP. */
  readonly tls: Tls | null
}

// An import of it as a module reads its every export, WebSocket among them, which brings in a whole client for HTTP: 4 to 9 MB that nobody here uses.
const { createServer } = process.getBuiltinModule('node:http')

/** Ms. */
const patience = { requestTimeout: 30_000, headersTimeout: 5_000 }

export const createHttp = ({ site, packs, metrics, onViolation, publicOrigin, tls }: HttpDeps): Server => {
  const publicHost = publicOrigin === null ? null : new URL(publicOrigin).host
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const headers = securityHeaders(publicHost ?? request.headers.host, { reports: onViolation !== null, isTls: tls !== null })
    const end = (given: Answer) => write(request, response, headers, given)
    const ofPack = packs(request)
    if (ofPack !== null) {
      // A sender that goes away in the middle needs no answer.
      ofPack.then(end).catch(() => response.destroy())
      return
    }
    const isReport = onViolation !== null && request.method === 'POST' && request.url === reportPath
    if (isReport) readReport(request, onViolation)
    else request.resume()
    if (isReport) end(plain(200, ''))
    else if (metrics !== null && request.url === '/metrics') end(plain(200, metrics()))
    else end(answerTo(site, request))
  }
  return tls === null ? createServer(patience, answer) : createTlsServer({ ...patience, handshakeTimeout: 10_000, ...tls }, answer)
}

const write = (request: IncomingMessage, response: ServerResponse, common: Record<string, string>, { status, headers, body }: Answer) => {
  const length = status === 304 || status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...common, ...headers, ...length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const maxReport = 16_384

const readReport = (request: IncomingMessage, onviolation: (line: string) => void) => {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    if (text.length < maxReport) text += chunk
  })
  // Whoever sent it may have written anything: it goes no further than one line.
  request.on('end', () => onviolation(text.slice(0, maxReport).replace(/\s+/g, ' ')))
}

/** What a request gets, before the headers that every answer has. */
export const answerTo = (site: Site, { method, url, headers }: Asked): Answer => {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD', { allow: 'GET, HEAD' })
  const path = pathOf(url ?? '/')
  if (path === undefined) return plain(400, 'Not a path')
  if (path === '/health') return plain(200, 'ok')
  const page = site.get(path) ?? (isScreen(path, headers.accept) ? site.get('/index.html') : undefined)
  return page === undefined ? plain(404, 'Not here') : served(page, headers)
}

const pathOf = (url: string): string | undefined => {
  try {
    return decodeURIComponent(new URL(url, 'http://satchel').pathname)
  } catch {
    return undefined
  }
}

// A deep link opens the app, whose router knows the screens; a file that a newer build has dropped is gone.
const isScreen = (path: string, accept = '') => !path.startsWith('/assets/') && (!/\.\w+$/.test(path) || accept.includes('text/html'))

const served = (page: Page, headers: IncomingMessage['headers']): Answer => {
  const encoding = encodings.find((candidate) => page.encoded[candidate] && accepts(headers['accept-encoding'], candidate))
  const etag = encoding === undefined ? page.etag : page.etag.replace(/"$/, `-${encoding}"`)
  const common = {
    etag,
    'cache-control': page.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(Object.keys(page.encoded).length > 0 && { vary: 'accept-encoding' }),
  }
  if (knows(headers['if-none-match'], etag)) return { status: 304, headers: common, body: '' }
  const body = (encoding && page.encoded[encoding]) ?? page.body
  return { status: 200, headers: { ...common, 'content-type': page.type, ...(encoding && { 'content-encoding': encoding }) }, body }
}

const accepts = (header: string | string[] | undefined, encoding: Encoding) =>
  String(header ?? '')
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/))
    .some(([name, quality]) => name === encoding && !/^q=0(\.0*)?$/.test(quality ?? ''))

const knows = (header: string | undefined, etag: string) =>
  header !== undefined && (header.trim() === '*' || header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag))
