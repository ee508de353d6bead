import { mount } from 'svelte'
import './ui/tokens.css'
import './ui/base.css'
import { fetchAhead } from './app/ahead.ts'
import App from './app/App.svelte'
import { boot, keptLocale, openedId } from './app/state.svelte.ts'
import { watchForUpdates } from './app/update.svelte.ts'
import { connect } from './engine/client.ts'
import type { Notice } from './engine/watching.ts'
import type { MessageKey } from './i18n/messages.ts'
import { collationByLocale, closestLocale } from './i18n/locales.ts'
import { i18n } from './i18n/i18n.svelte.ts'
import { toasts } from './screens/act.svelte.ts'
import { recallAppearance } from './screens/settings/appearance.ts'

const notices: Record<Notice['code'], MessageKey> = {
  oldTab: 'shell.error.oldTab',
  blocked: 'shell.error.blocked',
  clockOff: 'shell.error.clockOff',
}

let isOldTab = false
const said = new Map<string, () => void>()

const PATIENCE_MS = 5_000
/** An edit that is on its way arrives first, unless the engine is past help. */
const reload = async () => {
  await Promise.race([client.settled(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  location.reload()
}

/** Says what only a reload mends; what is said already moves to the end. */
const tell = (text: string) => {
  said.get(text)?.()
  said.set(text, toasts.show({ text, kind: 'problem', action: { label: i18n.t('shell.reload'), run: () => void reload() } }))
}

const client = connect({
  start: () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' }),
  reopen: async (engine) => {
    await engine.setCollation(collationByLocale[i18n.locale])
    const id = openedId()
    if (id !== null) await engine.open(id)
  },
  onNotice: ({ code, hours }) => {
    isOldTab ||= code === 'oldTab'
    tell(i18n.t(notices[code], { hours }))
  },
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

recallAppearance()
await Promise.all([
  i18n.setLocale(keptLocale() ?? closestLocale(navigator.languages)).then(() => i18n.load('shell', 'records')),
  boot(client),
])
mount(App, { target: document.body.querySelector('#app') ?? document.body, props: { client } })
fetchAhead()
if (import.meta.env.PROD) watchForUpdates().catch(() => undefined)
