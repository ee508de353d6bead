import { MediaQuery } from 'svelte/reactivity'
import { appearance, type Appearance } from './theme.svelte.ts'

/** Room for list and record side by side, and for the rail; the same width as in tokens.css. */
export const wide = new MediaQuery('(min-width: 60em)')

/** A mouse or a trackpad: what appears under the pointer may be relied on. */
export const precise = new MediaQuery('(hover: hover) and (pointer: fine)')

export const calm = new MediaQuery('(prefers-reduced-motion: reduce)')

/** The chosen size of text moves the rem: it is passed so that whoever asks notices. */
const pixelsPerRem = (_looks: Appearance) => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

export const isCompact = (): boolean => {
  const { density } = appearance()
  return density === 'auto' ? wide.current && precise.current : density === 'compact'
}

/** Height of a list's row in CSS pixels, as `--row` in tokens.css: 64 under a thumb, 40 under a mouse, both growing with the size of text. */
export const rowHeight = (): number => (isCompact() ? 2.5 : 4) * pixelsPerRem(appearance())

/** Height of a board's card in CSS pixels with the gap beneath it: three lines, with room for Thai. */
export const cardHeight = (): number => 6.5 * pixelsPerRem(appearance())
