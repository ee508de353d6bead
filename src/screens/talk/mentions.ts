import type { Id } from '../../core/ids.ts'

export interface Named {
  readonly id: Id
  readonly name: string
}

/** The name that is being written behind an `@`, and where it begins; null where none is. */
export const mentionAt = (text: string, caret: number): { readonly from: number; readonly query: string } | null => {
  const before = text.slice(0, caret)
  const from = before.lastIndexOf('@')
  if (from < 0 || /[\p{L}\p{N}]/u.test(before[from - 1] ?? ' ')) return null
  const query = before.slice(from + 1)
  return query.length > 40 || /\n| {2}/.test(query) ? null : { from, query }
}

/** The text with the name in its place, and where one writes on. */
export const withMention = (text: string, from: number, caret: number, name: string): { readonly text: string; readonly caret: number } => {
  const put = `${text.slice(0, from)}@${name} `
  return { text: put + text.slice(caret).replace(/^ /, ''), caret: put.length }
}

/** Those whose names stand in the text. */
export const mentionsIn = (text: string, members: readonly Named[]): readonly Id[] =>
  members.filter(({ name }) => name !== '' && text.includes(`@${name}`)).map(({ id }) => id)

export interface Stretch {
  readonly text: string
  readonly isName: boolean
}

/** The text in stretches, names apart, the longest name first where one begins with another. */
export const stretchesOf = (text: string, names: readonly string[]): readonly Stretch[] => {
  const sorted = names.filter((name) => name !== '').toSorted((a, b) => b.length - a.length)
  const found: Stretch[] = []
  let plain = ''
  for (let at = 0; at < text.length;) {
    const name = text[at] === '@' ? sorted.find((one) => text.startsWith(one, at + 1)) : undefined
    if (name === undefined) {
      plain += text.charAt(at)
      at += 1
      continue
    }
    if (plain !== '') found.push({ text: plain, isName: false })
    plain = ''
    found.push({ text: `@${name}`, isName: true })
    at += name.length + 1
  }
  return plain === '' ? found : [...found, { text: plain, isName: false }]
}
