import { existsSync, readFileSync, statSync, createReadStream } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import parsePhone from 'libphonenumber-js'
import type { CountryCode } from 'libphonenumber-js'
import type { ReadPhone } from '../../src/files/cells.ts'
import type { Encoding } from '../../src/files/encoding.ts'
import { loadSynonyms } from '../../src/files/headers.ts'
import { proposeMapping, type Mapping, type MappingContext } from '../../src/files/mapping.ts'
import { planImport, type RefusedRow } from '../../src/files/plan.ts'
import { readFile, sketchFile, type Chosen, type FileSketch } from '../../src/files/sketch.ts'
import type { FileSource } from '../../src/files/source.ts'
import type { Draft } from '../../src/files/draft.ts'
import type { CustomersAre, Purpose } from '../../src/files/targets.ts'
import { csvLine } from '../../src/files/write.ts'
import { must } from '../../src/core/result.ts'

const data = new URL('../../../shared/data/', import.meta.url)
export const hasData = existsSync(data)
/** A test's title, saying plainly that it did not run. */
export const withData = (title: string): string => (hasData ? title : `${title} (SKIPPED: ../shared/data is not beside the project)`)
export const dataBytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, data)))

/** A file in pieces of `piece` bytes, as a stream hands it over. */
export const sourceOf = (content: string | Uint8Array, piece = 65_536): FileSource => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name: 'file',
    size: bytes.length,
    stream: () => {
      let at = 0
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (at >= bytes.length) controller.close()
          else controller.enqueue(bytes.slice(at, (at += piece)))
        },
      })
    },
  }
}

export const dataSource = (path: string): FileSource => {
  const url = new URL(path, data)
  const chunks = () => createReadStream(url)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined> // bytes, as no encoding is set
  return {
    name: path,
    size: statSync(url).size,
    stream: () => {
      const file = chunks()
      return new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const { done, value } = await file.next()
          if (done === true) controller.close()
          else controller.enqueue(new Uint8Array(value))
        },
      })
    },
  }
}

/** Node writes no encoding but UTF-8: the map is read out of the decoder the other way round. */
export const encode = (text: string, encoding: Encoding): Uint8Array<ArrayBuffer> => {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const isLittle = encoding === 'utf-16le'
    return Uint8Array.from(
      Array.from(text, (_, i) => text.charCodeAt(i)).flatMap((code) => (isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255])),
    )
  }
  const table = tableOf(encoding)
  return Uint8Array.from(Array.from(text).flatMap((character) => must(table.get(character), `${character} in ${encoding}`)))
}

const tables = new Map<Encoding, Map<string, number[]>>()
const tableOf = (encoding: Encoding): Map<string, number[]> => {
  const known = tables.get(encoding)
  if (known) return known
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(encoding)
  const add = (...bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes))
    if (Array.from(text).length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte += 1) add(byte)
  if (!encoding.startsWith('windows'))
    for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail)
  tables.set(encoding, table)
  return table
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void // what the flag brings
/** What is held once garbage is gone. */
export const heldBytes = (): number => {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export const sketch = async (content: string | Uint8Array | FileSource, chosen?: Chosen): Promise<FileSketch> => {
  const sketched = await sketchFile(typeof content === 'string' || content instanceof Uint8Array ? sourceOf(content) : content, chosen)
  if (!sketched.ok) throw new Error(JSON.stringify(sketched.error))
  return sketched.value
}

export const readPhone: ReadPhone = (text, country) => {
  const phone = parsePhone(text, country as CountryCode) // an ISO code
  return phone?.isValid() === true ? phone.number : null
}

export const synonyms = await loadSynonyms()
export const context: MappingContext = { country: 'TH', currency: 'THB', timeZone: 'Asia/Bangkok', dayOrder: 'dmy', lineName: 'Item' }

export interface Planned {
  readonly drafts: Draft[]
  readonly refused: RefusedRow[]
  readonly headers: readonly string[]
  readonly mapping: Mapping
  readonly broken: string | undefined
}

interface Wish {
  readonly purpose: Purpose
  readonly customersAre?: CustomersAre
  readonly change?: (mapping: Mapping) => Mapping
  readonly context?: Partial<MappingContext>
}

/** The whole way of a file, as the wizard goes it when the person changes nothing. */
export const planned = async (
  content: string | Uint8Array | FileSource,
  { purpose, customersAre = 'people', change, context: other }: Wish,
): Promise<Planned> => {
  const source = typeof content === 'string' || content instanceof Uint8Array ? sourceOf(content) : content
  const look = await sketch(source)
  const proposed = proposeMapping(look, purpose, customersAre, synonyms, { ...context, ...other }).mapping
  const mapping = change ? change(proposed) : proposed
  const batches = await collect(planImport(readFile(source, look.format), mapping, { size: source.size, synonyms, readPhone }))
  return {
    drafts: batches.flatMap(({ drafts }) => drafts),
    refused: batches.flatMap(({ refused }) => refused),
    headers: look.headers,
    mapping,
    broken: batches.find(({ broken }) => broken !== undefined)?.broken,
  }
}

export const ofEntity = (drafts: readonly Draft[], entity: string): Draft[] => drafts.filter((draft) => draft.entity === entity)

/** An invoice book: one row a line. */
export const shop = (rows: readonly (readonly string[])[]): string =>
  [['Invoice', 'Date', 'Code', 'Item', 'Qty', 'Price', 'Customer ID', 'Country'], ...rows].map(csvLine).join('')
