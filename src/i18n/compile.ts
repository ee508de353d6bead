import type { Plugin } from 'vite'
import { TYPE, parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Compiled, Part } from './speak.ts'

/** ICU text becomes parts at build; plain text stays a string. Throws at what `speak.ts` cannot say. */
export const compile = (text: string): Compiled => {
  const parts = partsOf(parse(text, { captureLocation: false, ignoreTag: true }), text)
  const only = parts[0]
  return parts.length === 1 && typeof only === 'string' ? only : parts
}

const partsOf = (elements: readonly MessageFormatElement[], text: string): readonly Part[] =>
  elements.map((element): Part => {
    switch (element.type) {
      case TYPE.literal:
        return element.value
      case TYPE.argument:
        return [element.value]
      case TYPE.pound:
        return []
      case TYPE.number:
        if (element.style) break
        return [element.value, 0]
      case TYPE.plural:
        if (element.offset !== 0 || element.pluralType !== 'cardinal') break
        return [
          element.value,
          Object.fromEntries(Object.entries(element.options).map(([form, option]) => [form, partsOf(option.value, text)])),
        ]
    }
    throw new Error(`messages are made of text, values, numbers and plurals: ${text}`)
  })

/** Compiles the message files of src/i18n/messages: no ICU is read in the app. */
export const messages = (): Plugin => ({
  name: 'messages',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/i18n\/messages\/.+\.json$/ },
    handler(code) {
      // The file is ours and its shape is tested: keys to ICU text.
      const source = JSON.parse(code) as Record<string, string>
      const compiled = Object.fromEntries(Object.entries(source).map(([key, text]) => [key, compile(text)]))
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))})`, moduleType: 'js', map: null }
    },
  },
})
