import type { Icon } from '../icon.ts'

/** Somewhere the bottom bar or the rail leads to. */
export interface Place {
  href: string
  label: string
  icon: Icon
  /** "3" due, waiting; read out with the label. */
  badge?: string | undefined
  shortcut?: string
}
