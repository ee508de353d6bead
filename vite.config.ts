import { createHash } from 'node:crypto'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { playwright } from '@vitest/browser-playwright'
import Icons from 'unplugin-icons/vite'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import manifest from './package.json' with { type: 'json' }
import { messages } from './src/i18n/compile.ts'
import { policyHash } from './sync-server/policy.ts'
import { findChromium, launchFlags } from './tests/chromium.ts'

/** `/_/kit` shows every component in every state: while working only, no build holds it. */
const kit: Plugin = {
  name: 'kit',
  apply: 'serve',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      request.url = request.url?.replace(/^\/_\/kit(?=$|\?)/, '/src/screens/kit/kit.html')
      next()
    })
  },
}

const policy: Plugin = {
  name: 'policy',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'policy', content: policyHash() }, injectTo: 'head' }],
}

/** What Help shows and the details hold: the package's version, and eight letters that differ with whatever the build is made of. */
const release: Plugin = {
  name: 'release',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) => {
      const stamp = createHash('sha256').update(Object.keys(bundle).toSorted().join()).digest('hex').slice(0, 8)
      return [{ tag: 'meta', attrs: { name: 'version', content: `${manifest.version} (${stamp})` }, injectTo: 'head' }]
    },
  },
}

const pwa = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/app',
  filename: 'sw.ts',
  injectRegister: false,
  registerType: 'prompt',
  injectManifest: { globPatterns: ['**/*.{js,css,html,svg,woff2}'] },
  manifest: {
    id: '/',
    name: 'Satchel',
    short_name: 'Satchel',
    description: 'The whole customer book in your pocket',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: '#0B6E5F',
    background_color: '#FAF9F7',
    categories: ['business', 'productivity'],
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
})

const executablePath = process.env['VITEST'] ? findChromium() : undefined

// Far from where anyone runs this, at half hours and with summer time: a day that leans on the machine's zone shows.
const zone = 'America/St_Johns'

export default defineConfig({
  plugins: [messages(), svelte(), Icons({ compiler: 'svelte', scale: 1.25 }), policy, release, pwa, kit],
  json: { stringify: true, namedExports: false },
  // The package's own entry is a script of 2015: one without its old syntax is smaller.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  optimizeDeps: {
    entries: ['index.html', 'src/**/*.{ts,svelte}'],
    // Reached through the worker or a lazy chunk only: found late, they would reload a running test.
    include: [
      'bits-ui',
      'comlink',
      'dexie',
      'lib0/decoding',
      'lib0/encoding',
      'libphonenumber-js/core',
      'libphonenumber-js/metadata.min.json',
      'sv-router',
      'yjs',
      'zod/mini',
    ],
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'engine', test: /src\/engine\/serve\.ts$/ }] } } },
  },
  build: {
    target: ['safari16.4', 'chrome111', 'firefox114'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // One file shrinks better than eighty, and is one request.
        codeSplitting: {
          groups: [
            { name: 'list', test: /src\/app\/start\.ts$/, priority: 1 },
            // The entry needs it to fetch the list: inside the list, the engine would wait for both.
            { name: 'fetch', test: /vite\/preload-helper/, priority: 2 },
            // What most screens are made of. In files of their own, the list would have to name every one beside each screen.
            { name: 'parts', test: /src\/ui\/(actions|fields|floats|signs)\/(?!Combobox)/ },
          ],
        },
      },
    },
  },
  test: {
    env: { TZ: zone },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{browser,journeys,long,engines,bench}/**'],
          // Properties and whole workspaces share two cores with everything else.
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'long', environment: 'node', include: ['tests/long/**/*.test.ts'], testTimeout: 600_000 } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: launchFlags },
              contextOptions: { timezoneId: zone },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
