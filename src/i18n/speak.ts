import { must } from '../core/result.ts'

export type Values = Readonly<Record<string, string | number>>

/** Text; `[name]` is a value, `[name, 0]` a number, `[name, { one: …, other: … }]` a plural, and `[]` in a plural its number. */
export type Part =
  | string
  | readonly []
  | readonly [name: string]
  | readonly [name: string, number: 0]
  | readonly [name: string, forms: Readonly<Record<string, readonly Part[]>>]
/** A message as the build leaves it. */
export type Compiled = string | readonly Part[]

/** A message in the language's numbers and plurals, which Intl knows; throws where a value is missing. */
export const speak = (parts: readonly Part[], values: Values, tag: string, count = 0): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part
      const [name, how] = part
      if (name === undefined) return toolsOf(tag).number.format(count)
      const value = must(values[name], name)
      if (how === undefined) return String(value)
      const number = Number(value)
      if (how === 0) return toolsOf(tag).number.format(number)
      return speak(how[`=${number}`] ?? how[toolsOf(tag).plural.select(number)] ?? how['other'] ?? [], values, tag, number)
    })
    .join('')

interface Tools {
  readonly number: Intl.NumberFormat
  readonly plural: Intl.PluralRules
}
const known = new Map<string, Tools>()
/** Making them costs a hundred times what they then do. */
const toolsOf = (tag: string): Tools => {
  const tools = known.get(tag) ?? { number: new Intl.NumberFormat(tag), plural: new Intl.PluralRules(tag) }
  known.set(tag, tools)
  return tools
}
