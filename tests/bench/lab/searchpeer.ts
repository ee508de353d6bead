import MiniSearch from 'minisearch'
import type { Load } from '../../../src/engine/loader.ts'
import { large } from '../large.ts'

export interface SearchPeer {
  readonly docs: number
  readonly buildingMs: number
  readonly times: readonly number[]
}

/** MiniSearch on the words of the same contacts, companies and deals, asked the same. */
export const miniSearch = (scale: number, texts: readonly string[]): SearchPeer => {
  const docs: { id: number; text: string }[] = []
  for (const load of large({ scale, seed: 20_260_301, memberId: 'member_01kgkd32e2ewysm4ftv90z2hh1' })) {
    if (load.entity === 'order') break // deals come before, the rest after
    if (['company', 'contact', 'deal'].includes(load.entity)) docs.push({ id: docs.length, text: wordsOf(load) })
  }
  const start = performance.now()
  const index = new MiniSearch({ fields: ['text'], storeFields: ['text'], searchOptions: { prefix: true, combineWith: 'AND' } })
  index.addAll(docs)
  const buildingMs = performance.now() - start
  const times = texts.map((text) => {
    const from = performance.now()
    index.search(text).slice(0, 8)
    return performance.now() - from
  })
  return { docs: docs.length, buildingMs, times }
}

const wordsOf = ({ fields }: Load): string =>
  ['name', 'code', 'jobTitle', 'phones', 'emails'].flatMap((field) => valuesIn(fields[field])).join(' ')

const valuesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item: { value?: unknown }) => valuesIn(item.value)) // items of the generator
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : []
}
