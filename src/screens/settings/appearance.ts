import type { Manner } from '../../i18n/format.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { plainAppearance, setAppearance, type Appearance } from '../../ui/theme.svelte.ts'

/** How this device shows things: its own, and no customer's data. */
export interface Kept extends Appearance {
  calendar: Manner['calendar']
}

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['auto', 'comfortable', 'compact'] as const
export const textSizes = ['normal', 'large', 'larger'] as const
export const calendars = ['auto', 'gregory', 'buddhist'] as const

const KEY = 'satchel.appearance'
const plain: Kept = { ...plainAppearance, calendar: 'auto' }

/** What was kept, as far as it can be read; a newer app's choice that this one does not know reads as plain. */
export const readAppearance = (text: string | null): Kept => {
  const held = parsed(text)
  const one = <T extends string>(choices: readonly T[], value: unknown, otherwise: T): T =>
    choices.find((choice) => choice === value) ?? otherwise
  return {
    theme: one(themes, held['theme'], plain.theme),
    density: one(densities, held['density'], plain.density),
    textSize: one(textSizes, held['textSize'], plain.textSize),
    calendar: one(calendars, held['calendar'], plain.calendar),
  }
}

const parsed = (text: string | null): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // any object may be asked
  } catch {
    return {}
  }
}

/** Brings back how the device looked last time: before the first paint. */
export const recallAppearance = (): void => {
  const { calendar, ...look } = readAppearance(kept())
  setAppearance(look)
  if (calendar !== 'auto') void i18n.setManner({ calendar })
}

const kept = (): string | null => {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // storage refused: the plain look
  }
}

export const changeAppearance = (changes: Partial<Appearance>): void => {
  setAppearance(changes)
  keep(changes)
}

/** Kept before its words are there: whoever reloads meanwhile has chosen it. */
export const changeCalendar = async (calendar: Manner['calendar']): Promise<void> => {
  keep({ calendar })
  await i18n.setManner({ calendar })
}

const keep = (changes: Partial<Kept>): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readAppearance(kept()), ...changes }))
  } catch {
    // storage refused: this time only
  }
}
