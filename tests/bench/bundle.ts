import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { must } from '../../src/core/result.ts'
import { atMost, type Row } from './results.ts'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
  readonly assets?: readonly string[]
}
export type Manifest = Readonly<Record<string, Chunk>>

/** What a browser fetches for a list before it can paint one, and the worker beside it; gzipped bytes by file. */
export interface FirstPaint {
  readonly page: ReadonlyMap<string, number>
  readonly worker: ReadonlyMap<string, number>
}

/** Beyond the entry, which starts the engine, and the page that it fetches at once: the words of the language. */
const words = ['shell', 'records'].map((area) => `src/i18n/messages/en/${area}.json`)

export const readManifest = (dist: string): Manifest => JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest // as Vite writes it

/** Files that come with a chunk: what it imports, and their styles. */
export const closure = (manifest: Manifest, names: readonly string[]): ReadonlySet<string> => {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (chunk === undefined || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    chunk.imports?.forEach(visit)
  }
  names.forEach(visit)
  return files
}

export const firstPaint = (dist: string): FirstPaint => {
  const manifest = readManifest(dist)
  const names = Object.keys(manifest)
  const entry = names.filter((name) => manifest[name]?.isEntry === true)
  const page = entry.flatMap((name) => manifest[name]?.dynamicImports ?? [])
  for (const name of words) if (manifest[name] === undefined) throw new Error(`the build has no ${name}`)
  const files = closure(manifest, [...entry, ...page, ...words, longestListing(dist, names)])
  return { page: sizes(dist, files), worker: workerSizes(dist) }
}

/** One area's manner of listing comes with the first list, whichever that is. */
const longestListing = (dist: string, names: readonly string[]): string => {
  const size = (name: string) => statSync(join(dist, 'assets', name.slice(1))).size
  const [longest] = names.filter((name) => /^_listing-.*\.js$/.test(name)).toSorted((a, b) => size(b) - size(a))
  return must(longest, 'how an area is listed')
}

/** Gzipped bytes by file. */
export const sizes = (dist: string, files: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...files].map((file) => [file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length]))

/** Workers are built apart and stand in no manifest: what their file imports before it runs. */
const workerSizes = (dist: string): ReadonlyMap<string, number> => {
  const start = readdirSync(join(dist, 'assets')).find((name) => /^worker-.*\.js$/.test(name))
  if (start === undefined) throw new Error('the build has no engine worker')
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const source = readFileSync(join(dist, file), 'utf8')
    for (const [, imported] of source.matchAll(/(?:^|[;}\n])import\s*(?:[\w*{}\s,$]+from\s*)?"\.\/([^"]+\.js)"/g))
      visit(`assets/${imported}`)
  }
  visit(`assets/${start}`)
  return sizes(dist, seen)
}

export const totalOf = (sizes: ReadonlyMap<string, number>): number => [...sizes.values()].reduce((sum, size) => sum + size, 0)

export const pageGoal = 80
export const workerGoal = 90

export const bundleRows = (dist: string): readonly Row[] => {
  const { page, worker } = firstPaint(dist)
  return [
    atMost('bundle-first-paint, page', totalOf(page) / 1e3, 'kB gzip', pageGoal, page.size),
    atMost('bundle-first-paint, engine worker', totalOf(worker) / 1e3, 'kB gzip', workerGoal, worker.size),
  ]
}
