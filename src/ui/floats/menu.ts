import type { Icon } from '../icon.ts'

/** One thing that can be done, as menus, bars and the command palette show it. */
export interface MenuItem {
  id: string
  label: string
  icon?: Icon | undefined
  isDisabled?: boolean
  isDanger?: boolean
  /** A tick beside it: one of several that is in force. */
  isChecked?: boolean
  shortcut?: string
  run: () => void
}

/** Where a menu opens, in CSS pixels of the window: beneath its button, or above it where there is no room, and never over the edge. */
export const placeBeside = (
  button: { left: number; right: number; top: number; bottom: number },
  menu: { width: number; height: number },
  view: { width: number; height: number },
  isRightToLeft = false,
): { left: number; top: number } => {
  const gap = 4
  const edge = 8
  const startsAtLeft = isRightToLeft ? button.right - menu.width < edge : button.left + menu.width <= view.width - edge
  const left = startsAtLeft ? button.left : button.right - menu.width
  const below = button.bottom + gap
  const fitsBelow = below + menu.height <= view.height - edge
  const top = fitsBelow ? below : button.top - gap - menu.height
  return {
    left: Math.max(edge, Math.min(left, view.width - menu.width - edge)),
    top: Math.max(edge, Math.min(top, view.height - menu.height - edge)),
  }
}
