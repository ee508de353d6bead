import type { Id } from '../core/ids.ts'
import type { Answer, View, Window } from '../tables/view.ts'

/** What a page says over its watch port. */
export type WatchRequest =
  | { readonly kind: 'list'; readonly watch: number; readonly view: View; readonly window: Window }
  | { readonly kind: 'record'; readonly watch: number; readonly id: Id }
  | { readonly kind: 'window'; readonly watch: number; readonly window: Window }
  | { readonly kind: 'end'; readonly watch: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }

/** What the engine says back. A list's answer is never more than its window. */
export type WatchPost = ListPost | { readonly kind: 'record'; readonly watch: number } | { readonly kind: 'progress'; readonly job: number; readonly done: number; readonly rows: number }
export interface ListPost {
  readonly kind: 'list'
  readonly watch: number
  readonly answer: Answer
}
