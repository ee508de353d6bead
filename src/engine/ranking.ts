import { entities } from '../domain/entities.ts'
import { decodePart, encodePart } from '../tables/blob.ts'
import type { Rank } from '../tables/order/rank.ts'
import type { SortedTexts } from '../tables/order/sort.ts'
import type { Queries } from '../tables/query.ts'
import type { View } from '../tables/view.ts'
import { named } from '../domain/named.ts'
import type { Session } from './session.ts'

/** Keeps how names sort in the column cache: to compare 100,000 of them would be a quarter of a start. */
export interface Ranking {
  /** What a view sorts and groups by is as it was ranked in an earlier session, where it still fits. */
  readonly ensure: (view: View) => Promise<void>
  /** Ranks what lists sort by at first, and keeps whatever has been ranked. */
  readonly save: () => Promise<void>
}

/** Fewer are ranked as fast as they are read. */
const LEAST = 1_000
const titles = named.map((name) => [entities[name].manner.title, name] as const)

/** `tag` names the language whose order `queries` goes by. */
export const createRanking = ({ store, pause, collating }: Session, queries: Queries, tag: string): Ranking => {
  const { orders } = queries
  const tried = new Set<string>()
  /** What is on the disk, by key. */
  const kept = new Map<string, Rank>()
  const nameOf = ({ entity, column }: SortedTexts): string => `${entity}/${column}~${tag}`

  const recall = async (texts: SortedTexts) => {
    const name = nameOf(texts)
    if (texts.rank() !== null || tried.has(name)) return
    tried.add(name)
    const [parts] = await store.columns.load([`${name}/`])
    const [bytes] = parts ?? []
    const part = bytes === undefined ? null : decodePart(`${name}/0`, bytes)
    if (part?.ok !== true || !part.value.note.endsWith(` ${collating}`)) return
    const note = part.value.note.slice(0, -collating.length - 1)
    const rank = texts.adopt({ ...part.value, note }) ? texts.rank() : null
    if (rank !== null) kept.set(name, rank)
  }

  return {
    ensure: async ({ entity, sort = [], group }) => {
      for (const column of [...sort.map((one) => one.column), ...(group === undefined ? [] : [group])]) {
        const texts = orders.texts(column, entity)
        if (texts !== null) await recall(texts)
      }
    },
    save: async () => {
      for (const [column, entity] of titles) {
        const texts = orders.texts(column, entity)
        if (texts === null) continue
        await recall(texts)
        for (const steps = orders.prepare(column, entity); steps.next().done !== true;) await pause()
        const rank = texts.rank()
        const name = nameOf(texts)
        if (rank === null || rank.length < LEAST || kept.get(name) === rank) continue
        const part = texts.part()
        if (part === null) continue
        const key = `${name}/0`
        await store.columns.put(new Map([[key, encodePart(key, { ...part, note: `${part.note} ${collating}` })]]))
        kept.set(name, texts.rank() ?? rank)
      }
    },
  }
}
