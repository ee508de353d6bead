import { LIVE, type ChoiceColumn, type Column, type TextColumn } from '../column.ts'
import type { FoldSource } from '../columns/fields.ts'
import { rowOfTag } from '../columns/ref.ts'
import type { Table } from '../table.ts'

/** What the rows of a fold's source give to the rows of its target. */
export interface Source {
  /** What a row gives to each of its targets; NaN where it has no part: in the trash, not among `where`, or without a value. */
  readonly valueAt: (row: number) => number
  readonly visit: (row: number, act: (target: number, row: number) => void) => void
  readonly targetsOf: (row: number) => readonly number[]
  /** Whether sums stay exact when terms are taken out again: integers do, fractions do not. */
  readonly isExact: boolean
}

/** Null while a column that the fold reads is not loaded. */
export const createSource = (table: Table, { by, of, where, fold }: FoldSource, target: string): Source | null => {
  const byColumn = table.unit(by)?.column ?? null
  const ofUnit = of === undefined ? null : table.unit(of)
  const conditions = Object.entries(where ?? {}).map(([name, values]) => ({ column: table.unit(name)?.column ?? null, values }))
  if (byColumn === null || (of !== undefined && ofUnit === null) || conditions.some(({ column }) => column === null)) return null
  const passes = conditions.map(({ column, values }) => passing(column, values))
  const numberAt = ofUnit?.numeric?.numberAt
  if (fold !== 'count' && numberAt === undefined) throw new Error(`${fold} of ${of ?? 'nothing'}, which is no number`)
  const visit = visiting(byColumn, target)

  return {
    valueAt: (row) => {
      if (table.spine.live[row] !== LIVE) return NaN
      for (const pass of passes) if (!pass(row)) return NaN
      return fold === 'count' || numberAt === undefined ? 1 : numberAt(row)
    },
    visit,
    targetsOf: (row) => {
      const targets: number[] = []
      visit(row, (each) => targets.push(each))
      return targets
    },
    isExact: fold === 'count' || ofUnit?.column?.kind !== 'number',
  }
}

const visiting = (column: Column, target: string): Source['visit'] => {
  if (column.kind === 'ref' && column.to === target) {
    return (row, act) => {
      if (column.present[row] === 1) act(column.rows[row] ?? 0, row)
    }
  }
  if (column.kind !== 'many' || column.values.kind !== 'tagged') throw new Error(`a fold by what does not name a ${target}`)
  const { values } = column
  const index = values.entities.indexOf(target)
  if (index < 0) throw new Error(`a fold by what does not name a ${target}`)
  return (row, act) => {
    const from = column.start[row] ?? 0
    const to = from + (column.count[row] ?? 0)
    for (let at = from; at < to; at += 1) {
      const named = rowOfTag(values.tags[at] ?? 0, index)
      if (named >= 0) act(named, row)
    }
  }
}

const passing = (column: Column | null, values: readonly string[]): ((row: number) => boolean) => {
  if (column?.kind !== 'choice' && column?.kind !== 'text') throw new Error('a fold is chosen by a choice or a text')
  return allowing(column, values)
}
const allowing = (column: ChoiceColumn | TextColumn, values: readonly string[]): ((row: number) => boolean) => {
  const allowed: boolean[] = []
  return (row) => {
    if (column.present[row] !== 1) return false
    const code = column.codes[row] ?? 0
    while (allowed.length <= code) allowed.push(values.includes(column.pool.at(allowed.length) ?? ''))
    return allowed[code] === true
  }
}
