import { createHash } from 'node:crypto'

const directives = (connect: string) => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Svelte writes styles through CSSOM, so no style attribute is ever parsed.
  "style-src-attr 'none'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  `connect-src ${connect}`,
  "worker-src 'self'",
  "manifest-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

// A host goes into a header: anything that could start another directive is refused.
const isHost = (host: string) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)

/** The Content-Security-Policy of an answer to a request for `host` (the Host header). `'self'` does not cover a WebSocket in every browser, so its origin is named. */
export const contentSecurityPolicy = (host: string | undefined): string =>
  directives(host !== undefined && isHost(host) ? `'self' ws://${host} wss://${host}` : "'self'").join('; ')

const features = ['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'payment', 'serial', 'usb']

/** Where browsers tell of violations, if the server asks them to. */
export const reportPath = '/policy-reports'

/** A year, by HTTPS alone. Only this host: what its neighbours speak is not ours to say. */
const byTlsOnly = { 'strict-transport-security': 'max-age=31536000' }

interface Manner {
  /** Browsers are asked to tell of violations. */
  readonly reports: boolean
  /** This process itself speaks TLS. */
  readonly isTls: boolean
}

/** Sent with every answer. */
export const securityHeaders = (
  host: string | undefined,
  { reports, isTls }: Manner = { reports: false, isTls: false },
): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(host) + (reports ? `; report-uri ${reportPath}` : ''),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': features.map((feature) => `${feature}=()`).join(', '),
  ...(isTls && byTlsOnly),
})

/**
 * The build writes this into index.html: the service worker's copy of the page carries the headers of the day it was cached,
 * so a change of policy must change the page, or it would never reach those who have it.
 */
export const policyHash = (): string =>
  createHash('sha256')
    .update(JSON.stringify(securityHeaders('host')))
    .digest('base64url')
    .slice(0, 16)
