import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { Watcher } from '../../engine/client.ts'
import type { Answer, View } from '../../tables/view.ts'
import { book } from '../book.svelte.ts'

/** Cards that a column holds before it says how many it can show. */
const first = 12

interface Wanted {
  readonly id: string
  readonly view: View
}
interface Open {
  readonly id: string
  /** Its view, to tell another. */
  readonly text: string
  readonly watcher: Watcher
}
interface Span {
  readonly start: number
  readonly count: number
}

export interface Columns {
  /** Undefined until it is known. */
  readonly of: (id: string) => Answer | undefined
  readonly window: (id: string, span: Span) => void
}

/** A watch for each column of a board, asking `cells` of each record. Columns that change together (a card moves) are shown together. Call it while a component is set up. */
export const watchColumns = (cells: () => readonly string[], wanted: () => readonly Wanted[]): Columns => {
  const { client } = book()
  const answers = new SvelteMap<string, Answer>()
  let open: readonly Open[] = []
  let heard: readonly (readonly [string, Answer])[] = []
  let frame = 0

  const show = () => {
    frame = 0
    for (const [id, answer] of heard) if (open.some((column) => column.id === id)) answers.set(id, answer)
    heard = []
  }
  const hear = (id: string, answer: Answer) => {
    heard = [...heard, [id, answer]]
    if (frame === 0) frame = requestAnimationFrame(show)
  }
  const opened = ({ id, view }: Wanted): Open => {
    const window = { start: 0, count: first, columns: cells() }
    return { id, text: JSON.stringify(view), watcher: client.watch(view, window, (answer) => hear(id, answer)) }
  }

  $effect(() => {
    const columns = wanted()
    untrack(() => {
      const next = columns.map((column) => {
        const text = JSON.stringify(column.view)
        return open.find(({ id, text: known }) => id === column.id && known === text) ?? opened(column)
      })
      for (const column of open) if (!next.includes(column)) column.watcher.end()
      for (const { id } of open) if (!next.some((column) => column.id === id)) answers.delete(id)
      open = next
    })
  })
  $effect(() => () => {
    cancelAnimationFrame(frame)
    for (const { watcher } of open) watcher.end()
    open = []
  })

  return {
    of: (id) => answers.get(id),
    window: (id, { start, count }) => open.find((column) => column.id === id)?.watcher.window({ start, count, columns: cells() }),
  }
}
