import { hasHan, startsWord, wordsOf, type HanFold } from '../../core/fold.ts'
import type { Asking } from '../asking.ts'
import { LIVE, type Changed, type Rows } from '../column.ts'
import type { Read } from '../filter/path.ts'
import { addReferring } from '../order/permute.ts'
import { finished, type Steps } from '../order/steps.ts'
import { isForgiving, isNear, piecesOf } from './near.ts'
import { searchedBy } from './rowtext.ts'
import { AFTER_TITLE, createTexts, type Texts } from './texts.ts'

/** What one entity has to say to a search. */
export interface Hits {
  readonly entity: string
  /** Best first: a word begins with each of the searched ones, then what was touched last. */
  readonly rows: readonly number[]
  readonly total: number
  /** True where counting stopped: there are more than `total`. */
  readonly isMore: boolean
  /** True where nothing matched as typed and these are one letter away. */
  readonly isNear: boolean
}

export interface Search {
  /** Entities without a hit are left out. */
  readonly search: (text: string, entities: readonly string[], limit: number) => readonly Hits[]
  /** One byte a row: 1 where every word is found. */
  readonly mask: (entity: string, text: string) => Uint8Array
  readonly reads: (entity: string) => readonly Read[]
  readonly changed: (changes: readonly Changed[]) => void
  /** Makes an entity's texts ahead of the first search. */
  readonly prepare: (entity: string) => Steps<void>
  /** Told once the table of traditional characters is there. */
  readonly setHan: (han: HanFold) => void
}

/** Hits of one entity that are looked at: one letter is found in every record, and nobody reads on. */
const mostHits = 5_000
const mostNear = 10_000
const stepRows = 100

interface State {
  readonly rows: Rows
  readonly texts: Texts
  readonly dirty: Set<number>
  readonly far: Set<number>
  /** Rows below it have their text. */
  made: number
  hasHan: boolean
}

export const createSearch = (asking: Asking): Search => {
  const states = new Map<string, State>()
  let han: HanFold | null = null

  const stateOf = (entity: string): State => {
    const rows = asking.rows(entity)
    const known = states.get(entity)
    if (known?.rows === rows) return known
    const made = { rows, texts: createTexts(), dirty: new Set<number>(), far: new Set<number>(), made: 0, hasHan: han !== null }
    states.set(entity, made)
    return made
  }

  function* made(entity: string): Steps<State> {
    const state = stateOf(entity)
    const { rows, texts, dirty, far } = state
    const { textOf, isReady, refs } = searchedBy(entity, asking)
    if (!isReady) return state
    if (han !== null && !state.hasHan) {
      for (let row = 0; row < state.made; row += 1) if (hasHan(texts.get(row)[1])) dirty.add(row)
      state.hasHan = true
    }
    if (far.size > 0) for (const ref of refs) addReferring(dirty, ref, far, rows.length)
    far.clear()
    for (const row of dirty) {
      if (row < state.made) texts.set(row, textOf(row, han))
      dirty.delete(row)
      if (dirty.size % stepRows === 0) yield
    }
    while (state.made < rows.length) {
      texts.set(state.made, textOf(state.made, han))
      state.made += 1
      if (state.made % stepRows === 0) yield
    }
    return state
  }

  const find = (entity: string, words: readonly string[], limit: number): Hits => {
    const state = finished(made(entity))
    const best = createBest(limit, state.rows)
    let total = 0
    state.texts.scan(words, (row, narrow, wide) => {
      if (state.rows.live[row] !== LIVE) return true
      total += 1
      best.add(
        row,
        words.every((word) => beginsWord(narrow, word) || beginsWord(wide, word)),
      )
      return total < mostHits
    })
    return { entity, rows: best.rows(), total, isMore: total >= mostHits, isNear: false }
  }

  const findNear = (entity: string, words: readonly string[], limit: number): Hits => {
    const { rows, texts } = finished(made(entity))
    const best = createBest(limit, rows)
    const seen = new Set<number>()
    const longest = words.filter(isForgiving).reduce((a, b) => (b.length > a.length ? b : a), '')
    const exact = words.filter((word) => !isForgiving(word))
    let total = 0
    for (const piece of longest === '' ? [] : piecesOf(longest)) {
      texts.scan([piece, ...exact], (row, narrow, wide) => {
        if (seen.has(row) || rows.live[row] !== LIVE) return true
        const mayBe = titleHolds(narrow, piece) || titleHolds(wide, piece) || narrow.includes(longest) || wide.includes(longest)
        if (!mayBe) return true
        seen.add(row)
        if (holdsNear(narrow, wide, words)) {
          total += 1
          best.add(row, false)
        }
        return seen.size < mostNear
      })
    }
    return { entity, rows: best.rows(), total, isMore: seen.size >= mostNear, isNear: true }
  }

  return {
    search: (text, entities, limit) => {
      const words = wordsOf(text, han)
      if (words.length === 0) return []
      const hits = entities.map((entity) => find(entity, words, limit)).filter(({ total }) => total > 0)
      return hits.length > 0 ? hits : entities.map((entity) => findNear(entity, words, limit)).filter(({ total }) => total > 0)
    },
    mask: (entity, text) => {
      const { rows, texts } = finished(made(entity))
      const mask = new Uint8Array(rows.length)
      const words = wordsOf(text, han)
      if (words.length === 0) return mask.fill(1)
      texts.scan(words, (row) => {
        mask[row] = 1
        return true
      })
      return mask
    },
    reads: (entity) => searchedBy(entity, asking).reads,
    changed: (changes) => {
      for (const [entity, state] of states) {
        const { reads } = searchedBy(entity, asking)
        for (const change of changes) {
          const isSearched = reads.some((read) => read.entity === change.entity && change.columns.has(read.column))
          if (!isSearched) continue
          const into = change.entity === entity ? state.dirty : state.far
          for (const row of change.rows) into.add(row)
        }
      }
    },
    *prepare(entity) {
      yield* made(entity)
    },
    setHan: (table) => {
      han = table
    },
  }
}

const beginsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (startsWord(text, at)) return true
  return false
}

/** Whether each word is found as it is, or one edit away from a word of the title. */
const holdsNear = (narrow: string, wide: string, words: readonly string[]): boolean => {
  const named = [...titleOf(narrow), ...titleOf(wide)]
  return words.every(
    (word) => narrow.includes(word) || wide.includes(word) || (isForgiving(word) && named.some((title) => isNear(title, word))),
  )
}
const titleHolds = (text: string, piece: string): boolean => {
  const at = text.indexOf(piece)
  if (at < 0) return false
  const end = text.indexOf(AFTER_TITLE)
  return end < 0 || at < end
}
const titleOf = (text: string): readonly string[] => {
  const end = text.indexOf(AFTER_TITLE)
  return (end < 0 ? text : text.slice(0, end)).split(' ')
}

/** Keeps the best few of many. */
const createBest = (limit: number, rows: Rows) => {
  const touched = rows.column('updatedAt')
  const times = touched?.kind === 'instant' ? touched.values : new Float64Array()
  const best: { row: number; isBeginning: boolean; time: number }[] = []
  return {
    add: (row: number, isBeginning: boolean): void => {
      const time = times[row] ?? 0
      const isBetter = (other: { isBeginning: boolean; time: number }): boolean =>
        isBeginning === other.isBeginning ? time > other.time : isBeginning
      const last = best.at(-1)
      if (best.length >= limit && last !== undefined && !isBetter(last)) return
      const place = best.findIndex(isBetter)
      best.splice(place < 0 ? best.length : place, 0, { row, isBeginning, time })
      if (best.length > limit) best.pop()
    },
    rows: (): readonly number[] => best.map(({ row }) => row),
  }
}
