/** The record that was last opened from a list, by the list's address: coming back, the eye finds it where it was. */
const opened = new Map<string, string>()

export const rememberOpened = (list: string, id: string): void => {
  opened.set(list, id)
}
export const lastOpened = (list: string): string | null => opened.get(list) ?? null
