import type { Component } from 'svelte'
import { i18n } from '../i18n/i18n.svelte.ts'

type Screen = Promise<{ readonly default: Component }>
type Switch = Promise<{ readonly default: Component<{ at: never }> }>

/*
 * Here and not in the layout that shows them: the router takes any function whose source imports something for one that is still to be fetched.
 */

/** Other ways to look at an area than its list, by what stands in the address behind `?as=`. */
const ways: Readonly<Record<string, Readonly<Record<string, () => Screen>>>> = {
  company: { board: () => i18n.speaking(import('../screens/companies/CompanyBoard.svelte'), 'pages') },
  contact: { board: () => i18n.speaking(import('../screens/contacts/ContactBoard.svelte'), 'pages') },
  deal: { board: () => i18n.speaking(import('../screens/deals/BoardScreen.svelte'), 'pages') },
  activity: {
    agenda: () => i18n.speaking(import('../screens/work/AgendaScreen.svelte'), 'pages', 'work'),
    calendar: () => i18n.speaking(import('../screens/work/CalendarScreen.svelte'), 'pages', 'work'),
    week: () => i18n.speaking(import('../screens/work/WeekScreen.svelte'), 'pages', 'work'),
  },
}
export const wayTo = (entity: string, as: unknown): (() => Screen) | null => (typeof as === 'string' ? (ways[entity]?.[as] ?? null) : null)

const customers = (): Switch => import('../screens/CustomerSwitch.svelte')

/** What stands in the list's head and leads to the other ways; `isWide`: customers are one place on a phone alone. */
export const switchOf = (entity: string, isWide: boolean): (() => Switch) | null => {
  const isBoarded = entity === 'deal' || (isWide && (entity === 'company' || entity === 'contact'))
  if (isBoarded) return () => import('../screens/boards/BoardSwitch.svelte')
  if (entity === 'activity') return () => i18n.speaking(import('../screens/work/WorkSwitch.svelte'), 'work')
  return !isWide && ['company', 'contact', 'lead'].includes(entity) ? customers : null
}
