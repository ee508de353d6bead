import '../../../src/ui/tokens.css'
import '../../../src/ui/base.css'
import { i18n } from '../../../src/i18n/i18n.svelte.ts'

/** As main.ts does before the first screen: the look, and the words that components say by themselves. */
await i18n.load('shell', 'pages')
