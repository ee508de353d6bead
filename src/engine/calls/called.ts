import type { OpenBook } from '../openbook.ts'
import type { PageWatch } from '../watching.ts'
import type { EnginePlatform } from '../workspace.ts'

/** What the calls stand on. Their code is fetched when they are first called; without a network it is fetched at the next call. */
export interface Called {
  /** The open workspace; throws where none is. */
  readonly book: () => OpenBook
  readonly page: () => PageWatch | null
  readonly platform: EnginePlatform
}
