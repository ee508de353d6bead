import type { Id } from '../core/ids.ts'
import type { Values } from '../domain/check.ts'
import { entities } from '../domain/entities.ts'
import { LIVE } from '../tables/column.ts'
import type { Tables } from '../tables/tables.ts'

/** The one record that says what the workspace is, as its columns hold it. */
export interface WorkspaceRecord {
  /** Null where nothing is said. */
  readonly field: (name: string) => unknown
  /** Null for an empty text too. */
  readonly text: (name: string) => string | null
  readonly number: (name: string) => number | null
  readonly whole: () => Values & { readonly id: Id }
}

export const workspaceFields: readonly string[] = Object.keys(entities.workspace.fields)

export const workspaceRecord = (tables: Tables): WorkspaceRecord => {
  const rowNow = (): number => {
    const rows = tables.rows('workspace')
    for (let row = 0; row < rows.length; row += 1) if (rows.live[row] === LIVE) return row
    return -1
  }
  const field = (name: string): unknown => {
    const row = rowNow()
    return row < 0 ? null : (tables.rows('workspace').column(name)?.get(row) ?? null)
  }
  return {
    field,
    text: (name) => {
      const value = field(name)
      return typeof value === 'string' && value !== '' ? value : null
    },
    number: (name) => {
      const value = field(name)
      return typeof value === 'number' ? value : null
    },
    whole: () => {
      const row = rowNow()
      return {
        id: row < 0 ? '' : tables.rows('workspace').idOf(row),
        ...Object.fromEntries(workspaceFields.map((name) => [name, field(name)])),
      }
    },
  }
}
