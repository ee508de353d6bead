import { createRouter, type Routes } from 'sv-router'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Area as MessageArea } from '../i18n/messages.ts'
import { setHere } from './here.svelte.ts'

const speaking = (...messages: readonly MessageArea[]) => ({ beforeLoad: () => i18n.load(...messages) })

/** A list that stays while its records come and go. */
const area = {
  layout: () => import('./AreaLayout.svelte'),
  '/': () => import('./NoRecord.svelte'),
  '/:id': { '/': () => import('./RecordRoute.svelte'), hooks: speaking('pages') },
} satisfies Routes

/** Letters that are no UTF-8 cannot be read, and the router stumbles over them: such an address leads nowhere. */
const isReadable = (path: string): boolean => {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}
if (!isReadable(location.pathname)) history.replaceState(null, '', '/unreadable')

const router = createRouter({
  '/': () => import('./Home.svelte'),
  '/companies': area,
  '/contacts': area,
  '/deals': area,
  '/orders': area,
  '/products': area,
  '/insight': { '/': () => import('../screens/insight/InsightScreen.svelte'), hooks: speaking('insight', 'pages') },
  '/import': { '/': () => import('../screens/import/ImportScreen.svelte'), hooks: speaking('import', 'pages') },
  '/trash': { '/': () => import('../screens/trash/TrashScreen.svelte'), hooks: speaking('pages') },
  '/settings': { '/': () => import('./SettingsRoute.svelte'), hooks: speaking('settings', 'welcome', 'pages') },
  '/more': () => import('./MoreRoute.svelte'),
  '*': () => import('./NotHere.svelte'),
  hooks: {
    afterLoad: ({ pathname }) => {
      setHere(pathname)
    },
  },
})

export const { navigate } = router // eslint-disable-line @typescript-eslint/unbound-method -- plain functions, no `this`
