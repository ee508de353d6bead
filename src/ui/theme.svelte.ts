/** How the app looks on this device. Kept by whoever calls `setAppearance`; the tokens read it from the root element. */
export interface Appearance {
  theme: 'light' | 'dark' | 'system'
  /** `auto` follows the pointer and the width of the window. */
  density: 'auto' | 'comfortable' | 'compact'
  textSize: 'normal' | 'large' | 'larger'
}

export const plainAppearance: Appearance = { theme: 'system', density: 'auto', textSize: 'normal' }

let current = $state.raw(plainAppearance)

export const appearance = (): Appearance => current

export const setAppearance = (changes: Partial<Appearance>, root: HTMLElement = document.documentElement): Appearance => {
  current = { ...current, ...changes }
  mark(root, 'theme', current.theme, 'system')
  mark(root, 'density', current.density, 'auto')
  mark(root, 'textSize', current.textSize, 'normal')
  colourBrowserBar()
  return current
}

const mark = (root: HTMLElement, name: string, value: string, unmarked: string) => {
  if (value === unmarked) Reflect.deleteProperty(root.dataset, name)
  else root.dataset[name] = value
}

/** The phone's status bar takes the paper of the theme in force, which need not be the system's. */
const colourBrowserBar = () => {
  const paper = getComputedStyle(document.body).backgroundColor
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.dataset['system'] ??= meta.content
    meta.content = current.theme === 'system' ? meta.dataset['system'] : paper
  }
}
