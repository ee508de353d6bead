import Board from '~icons/lucide/square-kanban'
import FileUp from '~icons/lucide/file-up'
import Plus from '~icons/lucide/plus'
import Zap from '~icons/lucide/zap'
import Undo from '~icons/lucide/undo-2'
import Dark from '~icons/lucide/moon'
import Light from '~icons/lucide/sun'
import System from '~icons/lucide/sun-moon'
import { i18n } from '../i18n/i18n.svelte.ts'
import { undo } from '../screens/act.svelte.ts'
import type { Area } from '../screens/area.ts'
import { areas } from '../screens/areas.ts'
import { go } from '../screens/go.ts'
import { changeAppearance, themes } from '../screens/settings/appearance.ts'
import type { MenuItem } from '../ui/floats/menu.ts'

const iconByTheme = { system: System, light: Light, dark: Dark }

/** What can be done from anywhere, by name: beside the places to go, all that the search box offers. */
export const commands = (add: (area: Area) => void, quick: () => void): readonly MenuItem[] => [
  ...areas.map((area) => ({ id: `new-${area.entity}`, label: i18n.t(area.create), icon: Plus, run: () => add(area) })),
  { id: 'quick', label: i18n.t('shell.command.quick'), icon: Zap, shortcut: 'Q', run: quick },
  { id: 'import', label: i18n.t('list.import'), icon: FileUp, run: () => go('/import') },
  { id: 'board', label: i18n.t('shell.command.board'), icon: Board, run: () => go('/deals?as=board') },
  { id: 'undo', label: i18n.t('shell.undo'), icon: Undo, run: () => void undo() },
  ...themes.map((theme) => ({
    id: `theme-${theme}`,
    label: i18n.t('shell.command.theme', { theme: i18n.t(`shell.theme.${theme}`) }),
    icon: iconByTheme[theme],
    run: () => changeAppearance({ theme }),
  })),
]
