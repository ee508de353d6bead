import { i18n } from '../i18n/i18n.svelte.ts'

/** Here and not in the layout that shows it: the router takes any function whose source imports something for one that is still to be fetched. */
export const board = () => i18n.speaking(import('../screens/deals/BoardScreen.svelte'), 'pages')
