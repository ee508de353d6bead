import type { Opened } from '../engine/api.ts'
import type { Told } from '../engine/catalog.ts'
import type { OpenFailure } from '../engine/protocol.ts'
import type { Client } from '../engine/client.ts'
import type { Locale } from '../i18n/locales.ts'
import { collationByLocale, isLocale } from '../i18n/locales.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import { setBook } from '../screens/book.svelte.ts'

/** What the window shows: nothing yet, the first page, a workspace, or why there is none. */
export type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'welcome' }
  /** By a link, or by one that is still to be pasted. */
  | { readonly kind: 'joining'; readonly link: string | null }
  | { readonly kind: 'open'; readonly opened: Opened }
  | { readonly kind: 'failed'; readonly failure: OpenFailure }

let phase = $state.raw<Phase>({ kind: 'opening' })
let client: Client | null = null

export const phaseNow = (): Phase => phase

export const openedId = (): string | null => (phase.kind === 'open' ? phase.opened.id : null)

/** Shows a workspace: from here on every screen works on it. */
export const show = async (opened: Opened): Promise<void> => {
  if (client === null) throw new Error('boot comes first')
  const { country, timeZone } = opened.workspace
  setBook({ client, opened })
  i18n.setNames(opened.names)
  await i18n.setManner({ ...(typeof country === 'string' && { country }), ...(typeof timeZone === 'string' && { timeZone }) })
  phase = { kind: 'open', opened }
}

/** The team changed its fields: every screen follows. */
export const retell = (told: Told): void => {
  if (client === null || phase.kind !== 'open') return
  const opened = { ...phase.opened, ...told }
  phase = { kind: 'open', opened }
  setBook({ client, opened })
  i18n.setNames(told.names)
}

/** Opens the workspace of last time, or the first page; whoever came by an invite is shown that. */
export const boot = async (connected: Client, locale: Locale, invite: string | null): Promise<void> => {
  client = connected
  await client.call('setCollation', collationByLocale[locale])
  const held = await client.call('held')
  if (!held.ok) phase = { kind: 'failed', failure: held.error }
  else if (invite !== null) join(invite)
  else {
    const [last] = held.value
    if (last === undefined) phase = { kind: 'welcome' }
    else await open(last.id)
  }
}

export const open = async (id: string): Promise<void> => {
  // Screens of the workspace before would ask one that is no longer there.
  phase = { kind: 'opening' }
  setBook(null)
  const opened = await client?.call('open', id)
  if (opened?.ok === true) await show(opened.value)
  else if (opened !== undefined) phase = { kind: 'failed', failure: opened.error }
}

/** Deletes a workspace from this device, and goes to the next one, or the first page. */
export const leave = async (id: string): Promise<void> => {
  if (client === null) return
  phase = { kind: 'opening' }
  setBook(null)
  await client.call('discard', id)
  history.replaceState(null, '', '/')
  await boot(client, i18n.locale, null)
}

/** To the first page, to begin another workspace; the open one stays on the device. */
export const goToWelcome = (): void => {
  setBook(null)
  phase = { kind: 'welcome' }
}

/** To the page where one joins; the open workspace stays on the device. */
export const join = (link: string | null): void => {
  setBook(null)
  phase = { kind: 'joining', link }
}

/** Back from there. */
export const goBack = async (): Promise<void> => {
  phase = { kind: 'opening' }
  if (client !== null) await boot(client, i18n.locale, null)
}

const LOCALE_KEY = 'satchel.locale'

export const keptLocale = (): Locale | null => {
  try {
    const kept = localStorage.getItem(LOCALE_KEY)
    return kept !== null && isLocale(kept) ? kept : null
  } catch {
    return null // storage refused: the browser's languages decide
  }
}

/** Words, order of names and the device's memory change together. */
export const speak = async (locale: Locale): Promise<void> => {
  await i18n.setLocale(locale)
  await client?.call('setCollation', collationByLocale[locale])
  try {
    localStorage.setItem(LOCALE_KEY, locale)
  } catch {
    // storage refused: this time only
  }
}
