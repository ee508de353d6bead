import { createRouter, type Routes } from 'sv-router'
import { i18n } from '../i18n/i18n.svelte.ts'
import type { Area as MessageArea } from '../i18n/messages.ts'
import type { ListedEntity } from '../domain/named.ts'
import type { Go } from '../screens/go.ts'
import { bringListing } from '../screens/listings.ts'
import { arrive } from '../ui/focus.ts'
import { wide } from '../ui/media.svelte.ts'
import AreaLayout from './AreaLayout.svelte'
import { areaHere, here, setHere } from './here.svelte.ts'
import NoRecord from './NoRecord.svelte'

const speaking = (...messages: readonly MessageArea[]) => ({ beforeLoad: () => i18n.load(...messages) })

/** A list that stays while its records come and go. */
const routeOf = (entity: ListedEntity, ...messages: readonly MessageArea[]) =>
  ({
    layout: AreaLayout,
    '/': NoRecord,
    '/:id': { '/': () => import('./RecordRoute.svelte'), hooks: speaking('pages') },
    hooks: { beforeLoad: () => Promise.all([bringListing(entity), i18n.load(...messages)]).then(() => undefined) },
  }) satisfies Routes

/** Letters that are no UTF-8 cannot be read, and the router stumbles over them: such an address leads nowhere. */
const isReadable = (path: string): boolean => {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}
if (!isReadable(location.pathname)) history.replaceState(null, '', '/unreadable')

/** Counts navigations, wherever they come from: a link, the browser's own buttons, or `move`. */
let begun = 0

const router = createRouter({
  '/': () => import('./Home.svelte'),
  '/companies': routeOf('company'),
  '/contacts': routeOf('contact'),
  '/leads': routeOf('lead', 'pages'),
  '/work': routeOf('activity', 'pages'),
  '/today': { '/': () => import('../screens/today/TodayScreen.svelte'), hooks: speaking('pages', 'work') },
  '/deals': routeOf('deal'),
  '/orders': routeOf('order'),
  '/products': routeOf('product'),
  '/call': { '/': () => import('../screens/work/CallerScreen.svelte'), hooks: speaking('pages', 'work') },
  '/inbox': { '/': () => import('../screens/inbox/InboxScreen.svelte'), hooks: speaking('pages') },
  '/insight': { '/': () => import('../screens/insight/InsightScreen.svelte'), hooks: speaking('insight', 'pages') },
  '/goals': { '/': () => import('../screens/goals/GoalsScreen.svelte'), hooks: speaking('goals', 'pages', 'fields') },
  '/import': { '/': () => import('../screens/import/ImportScreen.svelte'), hooks: speaking('import', 'pages') },
  '/trash': { '/': () => import('../screens/trash/TrashScreen.svelte'), hooks: speaking('pages', 'goals') },
  '/duplicates': { '/': () => import('../screens/duplicates/DuplicatesScreen.svelte'), hooks: speaking('pages') },
  '/people': { '/': () => import('../screens/people/PeopleScreen.svelte'), hooks: speaking('people') },
  '/not-shared': { '/': () => import('../screens/notshared/NotSharedScreen.svelte'), hooks: speaking('people', 'pages') },
  '/pipelines': { '/': () => import('../screens/pipelines/PipelinesScreen.svelte'), hooks: speaking('pages', 'people', 'welcome') },
  '/fields': { '/': () => import('../screens/customfields/FieldsScreen.svelte'), hooks: speaking('pages', 'people', 'fields') },
  '/feedback': { '/': () => import('../screens/feedback/FeedbackScreen.svelte'), hooks: speaking('pages', 'fields') },
  '/playbooks': { '/': () => import('../screens/playbooks/PlaybooksScreen.svelte'), hooks: speaking('pages', 'people', 'fields') },
  '/teams': { '/': () => import('../screens/teams/TeamsScreen.svelte'), hooks: speaking('pages', 'people', 'fields') },
  '/rates': { '/': () => import('../screens/rates/RatesScreen.svelte'), hooks: speaking('pages', 'people', 'fields') },
  '/settings': { '/': () => import('./SettingsRoute.svelte'), hooks: speaking('settings', 'welcome', 'pages', 'people', 'fields') },
  '/more': { '/': () => import('./MoreRoute.svelte'), hooks: speaking('pages') },
  '*': () => import('./NotHere.svelte'),
  hooks: {
    beforeLoad: () => {
      begun += 1
      // The shell has just been drawn: the first screen in the same breath would be a task that a finger feels.
      return begun === 1 ? new Promise((resolve) => setTimeout(resolve)) : undefined
    },
    afterLoad: ({ pathname }) => {
      const [place, area] = [here(), areaHere()]
      setHere(pathname)
      // On a desk a record opens beside its list, where the hand is.
      if (wide.current ? area !== areaHere() : place !== pathname) arrive()
    },
  },
})

/** Goes to a place of the app. The router lets a navigation that is overtaken wait for itself, which throws: only the newest may fail. */
export const move: Go = (href, options) => {
  const { pathname, search } = new URL(href, location.origin)
  const to = pathname as '/' // any path of ours, known at run time alone
  const navigation = router.navigate(to, { ...options, search })
  const mine = begun
  navigation.catch((error: unknown) => {
    if (mine === begun) throw error
  })
}
