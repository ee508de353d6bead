import type { Plugin } from 'vite'
import { TYPE, parse } from '@formatjs/icu-messageformat-parser'

/** ICU text becomes an AST at build; plain text stays a string. */
export const compile = (text: string): unknown => {
  const ast = parse(text, { captureLocation: false, ignoreTag: true })
  const only = ast[0]
  return ast.length === 1 && only?.type === TYPE.literal ? only.value : ast
}

/** Compiles the message files of src/i18n/messages, and leaves the ICU parser out of the app. */
export const messages = (): Plugin => ({
  name: 'messages',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^@formatjs\/icu-messageformat-parser$/ },
    handler(id, importer) {
      if (!importer?.includes('/intl-messageformat/')) return null
      return this.resolve(`${id}/no-parser.js`, importer, { skipSelf: true })
    },
  },
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
