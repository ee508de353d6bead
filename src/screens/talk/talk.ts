import type { Id } from '../../core/ids.ts'
import type { RowCells } from '../../tables/view.ts'

/** Signs that stand for a short answer. */
export const signs = ['👍', '❤️', '✅', '🎉'] as const

/** Somebody's word, as it stands on a page. */
export interface Said {
  readonly id: Id
  readonly body: string
  readonly authorId: Id
  readonly author: string
  readonly replyToId: Id | null
  readonly at: number
  /** Who made each sign. */
  readonly reactions: ReadonlyMap<string, readonly Id[]>
}

export const saidColumns: readonly string[] = ['body', 'authorId', 'replyToId', 'reactions', 'createdAt']

const refIn = (cell: unknown): { readonly id: Id; readonly title: string } | null =>
  typeof cell === 'object' && cell !== null && 'id' in cell && 'title' in cell ? { id: String(cell.id), title: String(cell.title) } : null

export const saidOf = (row: RowCells): Said => {
  const author = refIn(row['authorId'])
  const terms = Array.isArray(row['reactions']) ? row['reactions'].filter((term) => typeof term === 'string') : []
  return {
    id: row.id,
    body: String(row['body']),
    authorId: author?.id ?? '',
    author: author?.title ?? '',
    replyToId: refIn(row['replyToId'])?.id ?? null,
    at: typeof row['createdAt'] === 'number' ? row['createdAt'] : 0,
    reactions: new Map(
      signs.map((sign) => [sign, terms.filter((term) => term.startsWith(`${sign} `)).map((term) => term.slice(sign.length + 1))]),
    ),
  }
}

export interface Thread {
  readonly first: Said
  readonly answers: readonly Said[]
}

/** Answers beneath what they answer; one whose first word is gone stands by itself. */
export const threadsOf = (all: readonly Said[]): readonly Thread[] => {
  const ids = new Set(all.map(({ id }) => id))
  const isFirst = ({ replyToId }: Said) => replyToId === null || !ids.has(replyToId)
  return all.filter(isFirst).map((first) => ({ first, answers: all.filter((one) => one.replyToId === first.id) }))
}
