import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface Page {
  type: string
  body: Buffer
  /** Quoted, without the suffix of an encoding. */
  etag: string
  /** Its name holds a hash of its contents. */
  immutable: boolean
  /** Precompressed bodies, made by the build. */
  encoded: Partial<Record<Encoding, Buffer>>
}

/** Best first. */
export const encodings = ['br', 'gzip'] as const
export type Encoding = (typeof encodings)[number]

/** The built app by URL path. It is read whole at start: what is not in this map cannot be reached, whatever a path says. */
export type Site = ReadonlyMap<string, Page>

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}

export const isText = (type: string): boolean => /charset|wasm/.test(type)

export const readSite = async (folder: string): Promise<Site> => {
  const pages = (await filesIn(folder)).map(async (file) => [urlPath(folder, file), await readPage(file)] as const)
  return new Map(await Promise.all(pages))
}

/** Every file to be served: neither hidden ones nor precompressed copies. */
export const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/(^|\/)\./.test(urlPath(folder, file).slice(1)) && !/\.(br|gz)$/.test(file))
}

const readPage = async (file: string): Promise<Page> => {
  const body = await readFile(file)
  const [br, gzip] = await Promise.all([readIfThere(`${file}.br`), readIfThere(`${file}.gz`)])
  return {
    type: typeOf(file),
    body,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    immutable: file.includes(`${sep}assets${sep}`),
    encoded: { ...(br && { br }), ...(gzip && { gzip }) },
  }
}

export const typeOf = (file: string): string => types[extname(file)] ?? 'application/octet-stream'

const urlPath = (folder: string, file: string) => `/${relative(folder, file).split(sep).join('/')}`

const readIfThere = (file: string) => readFile(file).catch(() => undefined)
