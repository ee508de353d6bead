import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'
import prettier from 'eslint-config-prettier'
import globals from 'globals'
import { defineConfig } from 'eslint/config'
import svelteConfig from './svelte.config.js'

const newDate = {
  selector: "NewExpression[callee.name='Date']",
  message: 'A day is YYYY-MM-DD and an instant is epoch milliseconds: only src/core/day.ts makes a Date.',
}

export default defineConfig(
  { ignores: ['dist', 'data', 'test-results', 'tests/fixtures'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Playwright reads a fixture's needs from its first parameter's pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'no-nested-ternary': 'error',
      'no-undef': 'off',
    },
  },
  { files: ['src/**', 'sync-server/**'], ignores: ['src/core/day.ts'], rules: { 'no-restricted-syntax': ['error', newDate] } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
)
