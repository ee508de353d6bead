import { mount } from 'svelte'
import '../ui/tokens.css'
import '../ui/base.css'
import { connect, type Client } from '../engine/client.ts'
import type { Notice } from '../engine/watching.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { collationByLocale, closestLocale } from '../i18n/locales.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import { toasts } from '../screens/act.svelte.ts'
import { recallAppearance } from '../screens/settings/appearance.ts'
import { bringHere, fetchAhead } from './ahead.ts'
import App from './App.svelte'
import { boot, join, keptLocale, openedId, retell } from './state.svelte.ts'
import { watchForUpdates } from './update.svelte.ts'

const notices: Record<Notice['code'], MessageKey> = {
  oldTab: 'shell.error.oldTab',
  blocked: 'shell.error.blocked',
  clockOff: 'shell.error.clockOff',
}

const PATIENCE_MS = 5_000
/** An edit that is on its way arrives first, unless the engine is past help. */
const reload = async (client: Client) => {
  await Promise.race([client.settled(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  location.reload()
}

/** Brings up the page on an engine that has begun already; `startEngine` makes another one should it die. `takeInvite`: the one that is in the address bar by now. */
export const start = async (
  first: Worker,
  startEngine: () => Worker,
  invite: string | null,
  takeInvite: () => string | null,
): Promise<void> => {
  let engine: Worker | null = first
  let isOldTab = false
  const said = new Map<string, () => void>()

  /** Says what only a reload mends; what is said already moves to the end. */
  const tell = (text: string) => {
    said.get(text)?.()
    const action = { label: i18n.t('shell.reload'), run: () => void reload(client) }
    said.set(text, toasts.show({ text, kind: 'problem', action }))
  }

  const client = connect({
    start: () => {
      const next = engine ?? startEngine()
      engine = null
      return next
    },
    reopen: async (remote) => {
      await remote.setCollation(collationByLocale[i18n.locale])
      const id = openedId()
      if (id !== null) await remote.open(id)
    },
    onNotice: ({ code, hours }) => {
      isOldTab ||= code === 'oldTab'
      tell(i18n.t(notices[code], { hours }))
    },
    onTold: retell,
    onTrouble: () => tell(i18n.t('shell.error.engineDied')),
  })

  /** A tab whose database went to a newer app fails at whatever is asked of it, and for one reason. */
  const tellUnexpected = (event: Event) => {
    if (isOldTab) event.preventDefault()
    tell(i18n.t(isOldTab ? 'shell.error.oldTab' : 'shell.error.unexpected'))
  }
  window.addEventListener('error', tellUnexpected)
  window.addEventListener('unhandledrejection', tellUnexpected)
  document.addEventListener('visibilitychange', () => client.pause(document.hidden))
  window.addEventListener('hashchange', () => {
    const pasted = takeInvite()
    if (pasted !== null) join(pasted)
  })

  recallAppearance()
  const locale = keptLocale() ?? closestLocale(navigator.languages)
  const opening = boot(client, locale, invite)
  bringHere()
  await i18n.setLocale(locale)
  await i18n.load('shell', 'records')
  mount(App, { target: document.body.querySelector('#app') ?? document.body, props: { client } })
  await opening
  fetchAhead()
  if (import.meta.env.PROD) watchForUpdates().catch(() => undefined)
}
