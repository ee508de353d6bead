import type { MessageKey } from '../../i18n/messages.ts'
import type { Shortcut } from '../../ui/shortcut.ts'

interface Shortcuts {
  readonly title: MessageKey
  readonly keys: readonly { readonly does: MessageKey; readonly by: readonly Shortcut[] }[]
}

/** Every shortcut there is, by where it works. */
export const shortcuts: readonly Shortcuts[] = [
  {
    title: 'keys.everywhere',
    keys: [
      { does: 'shell.searchAll', by: ['Mod+K'] },
      { does: 'keys.new', by: ['c'] },
      { does: 'shell.undo', by: ['Mod+Z'] },
      { does: 'keys.save', by: ['Mod+Enter'] },
      { does: 'keys.close', by: ['Esc'] },
      { does: 'keys.toasts', by: ['F6'] },
      { does: 'keys.title', by: ['?'] },
    ],
  },
  {
    title: 'keys.record',
    keys: [
      { does: 'walk.next', by: ['j'] },
      { does: 'walk.previous', by: ['k'] },
    ],
  },
  {
    title: 'keys.list',
    keys: [
      { does: 'keys.rows', by: ['↑', '↓'] },
      { does: 'keys.ends', by: ['Home', 'End'] },
      { does: 'keys.open', by: ['Enter'] },
      { does: 'keys.select', by: ['Space'] },
      { does: 'keys.selectAll', by: ['Mod+A'] },
      { does: 'shell.print', by: ['Mod+P'] },
    ],
  },
]
