import Board from '~icons/lucide/square-kanban'
import Copies from '~icons/lucide/copy'
import Dark from '~icons/lucide/moon'
import FileUp from '~icons/lucide/file-up'
import Keyboard from '~icons/lucide/keyboard'
import Language from '~icons/lucide/languages'
import Light from '~icons/lucide/sun'
import Plus from '~icons/lucide/plus'
import System from '~icons/lucide/sun-moon'
import Undo from '~icons/lucide/undo-2'
import Zap from '~icons/lucide/zap'
import { english } from '../i18n/english.ts'
import { i18n } from '../i18n/i18n.svelte.ts'
import { locales, nameByLocale, type Locale } from '../i18n/locales.ts'
import { undo } from '../screens/act.svelte.ts'
import { lentActions, type Say } from '../screens/actions.svelte.ts'
import type { Area } from '../screens/area.ts'
import { areas } from '../screens/areas.ts'
import { go } from '../screens/go.ts'
import type { Command, KnownPlace } from '../screens/search/results.ts'
import { changeAppearance, themes } from '../screens/settings/appearance.ts'
import { allPlaces } from './places.ts'
import { speak } from './state.svelte.ts'

const iconByTheme = { system: System, light: Light, dark: Dark }

interface Doing {
  readonly add: (area: Area) => void
  readonly quick: () => void
  readonly showKeys: () => void
}

/** What the search box offers beside records. */
export interface Offered {
  readonly places: readonly KnownPlace[]
  readonly commands: readonly Command[]
}

/** Where one can go and what one can do from here, by its words in the person's language and in English. */
export const offered = async (doing: Doing): Promise<Offered> => {
  const say = await english().catch(() => i18n.t) // without a network, the person's own language alone
  return { places: known(allPlaces, say), commands: known((words) => commands(words, doing), say) }
}

const known = <T extends { readonly label: string; readonly also?: string }>(items: (say: Say) => readonly T[], say: Say) => {
  const inEnglish = items(say)
  return items(i18n.t).map((item, at) => ({ ...item, also: [item.also, inEnglish[at]?.label].join(' ') }))
}

const commands = (say: Say, { add, quick, showKeys }: Doing): readonly Command[] => [
  ...lentActions(say),
  ...areas.map((area) => ({ id: `new-${area.entity}`, label: say(area.create), icon: Plus, run: () => add(area) })),
  { id: 'quick', label: say('shell.command.quick'), icon: Zap, shortcut: 'Q', run: quick },
  { id: 'import', label: say('list.import'), icon: FileUp, run: () => go('/import') },
  { id: 'duplicates', label: say('duplicates.title'), icon: Copies, run: () => go('/duplicates') },
  { id: 'board', label: say('shell.command.board'), icon: Board, run: () => go('/deals?as=board') },
  { id: 'undo', label: say('shell.undo'), icon: Undo, run: () => void undo() },
  { id: 'keys', label: say('keys.title'), icon: Keyboard, run: showKeys },
  ...locales.map((locale) => ({
    id: `language-${locale}`,
    label: say('shell.command.language', { language: nameByLocale[locale] }),
    also: ([i18n.locale, 'en'] as const).map((tag) => languageName(locale, tag)).join(' '),
    icon: Language,
    run: () => void speak(locale),
  })),
  ...themes.map((theme) => ({
    id: `theme-${theme}`,
    label: say('shell.command.theme', { theme: say(`shell.theme.${theme}`) }),
    icon: iconByTheme[theme],
    run: () => changeAppearance({ theme }),
  })),
]

/** With the script, by which one looks for the two kinds of Chinese: "Traditional Chinese (Taiwan)". */
const languageName = (locale: Locale, tag: Locale): string | undefined =>
  new Intl.DisplayNames(tag, { type: 'language' }).of(new Intl.Locale(locale).maximize().toString())
