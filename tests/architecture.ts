import { posix } from 'node:path'
import ts from 'typescript'

/** The layers, each of which imports only itself and those before it. */
export const layers = [
  'core',
  'domain',
  'analytics',
  'store',
  'tables',
  'sync',
  'files',
  'engine',
  'i18n',
  'ui',
  'screens',
  'app',
  'main',
] as const

export type Layer = (typeof layers)[number]

const widgets = ['svelte', '~icons', 'bits-ui']

/** The npm packages that a layer may use; what is not named here is in no layer. */
const packagesByLayer: Record<Layer, readonly string[]> = {
  core: [],
  domain: ['libphonenumber-js', 'tyme4ts', 'zod'],
  analytics: [],
  store: ['dexie', 'lib0', 'yjs'],
  tables: [],
  sync: ['lib0', 'y-websocket', 'yjs'],
  files: ['zod'],
  engine: ['comlink', 'zod'],
  i18n: ['svelte', '@formatjs/icu-messageformat-parser', 'vite'],
  ui: widgets,
  screens: [...widgets, 'sv-router', 'uqr'],
  app: [...widgets, 'comlink', 'sv-router', 'workbox-precaching', 'workbox-routing', 'workbox-window'],
  main: ['svelte'],
}

/** Packages that within their layer belong to some files only. */
const homes: Record<string, RegExp> = {
  comlink: /^src\/(engine\/(serve|client|rooms\/enter)\.ts|app\/)/,
  vite: /^src\/i18n\/compile\.ts$/,
}

const relayPackages = ['lib0', 'ws']
const relayLayers: readonly string[] = ['core', 'sync']

/** Source text by path from the root of the repository, as `src/core/day.ts`. */
export type Sources = ReadonlyMap<string, string>

interface Import {
  from: string
  /** A path from the root for a file, else as written. */
  to: string
  isFile: boolean
}

/** Where an import climbs the layers. */
export const layerProblems = (sources: Sources): string[] =>
  importsOf(sources)
    .filter(({ isFile }) => isFile)
    .flatMap(({ from, to }) => {
      if (!to.startsWith('src/')) return from.startsWith('src/') ? [`${from} imports ${to}: src imports nothing outside itself`] : []
      const target = layerOf(to)
      if (target === undefined) return [`${from} imports ${to}, which is in no layer`]
      if (from.startsWith('sync-server/'))
        return relayLayers.includes(target) ? [] : [`${from} imports ${to}: the relay knows src/core and src/sync only`]
      const own = layerOf(from)
      if (own === undefined) return [`${from} is in no layer: the layers are ${layers.join(', ')}`]
      return layers.indexOf(target) <= layers.indexOf(own) ? [] : [`${from} imports ${to}: ${own} comes before ${target}`]
    })

/** Where a package is used outside the layers that it belongs to. */
export const packageProblems = (sources: Sources): string[] =>
  importsOf(sources)
    .filter(({ isFile }) => !isFile)
    .flatMap(({ from, to }) => {
      const name = packageOf(to)
      if (from.startsWith('sync-server/'))
        return to.startsWith('node:') || relayPackages.includes(name)
          ? []
          : [`${from} imports ${to}: the relay uses Node and ${relayPackages.join(', ')} only`]
      const layer = layerOf(from)
      if (layer === undefined) return []
      if (!packagesByLayer[layer].includes(name))
        return [`${from} imports ${to}: ${layer} may use ${packagesByLayer[layer].join(', ') || 'no package'}`]
      return homes[name]?.test(from) === false ? [`${from} imports ${to}: only ${homes[name].source} may`] : []
    })

/** Circles of files that import each other, each named once. */
export const cycleProblems = (sources: Sources): string[] => {
  const targets = new Map<string, string[]>()
  // A component that draws itself within itself is a recursion, not a circle.
  for (const { from, to, isFile } of importsOf(sources)) if (isFile && from !== to) targets.set(from, [...(targets.get(from) ?? []), to])
  const done = new Set<string>()
  const path: string[] = []
  const problems: string[] = []

  const visit = (file: string) => {
    const start = path.indexOf(file)
    if (start >= 0) problems.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const target of targets.get(file) ?? []) visit(target)
    path.pop()
    done.add(file)
  }

  for (const file of targets.keys()) visit(file)
  return problems
}

export const maxLines = 300

/** Files too long, named after nothing, or there only to pass others on; and a Date where only a day or an instant may be. */
export const shapeProblems = (sources: Sources): string[] =>
  [...sources].flatMap(([path, source]) => {
    const lines = source.split('\n').length - 1
    const name = posix.basename(path)
    return [
      lines > maxLines && `${path} has ${lines} lines: the ceiling is ${maxLines}`,
      /^(index|utils?|helpers?|misc|manager|types)\./.test(name) && `${path}: name a file after what it is`,
      isBarrel(path, source) && `${path} only passes others on: import from where a thing is`,
      path.startsWith('src/') && path !== 'src/core/day.ts' && makesDate(source) && `${path} makes a Date: only src/core/day.ts does`,
    ].filter((problem) => problem !== false)
  })

const importsOf = (sources: Sources): Import[] =>
  [...sources].flatMap(([from, source]) =>
    specifiersIn(scriptOf(from, source)).map((specifier) => {
      const bare = specifier.replace(/\?.*$/, '')
      const isFile = bare.startsWith('.') || bare.startsWith('/')
      return { from, to: isFile ? posix.join(posix.dirname(from), bare) : bare, isFile }
    }),
  )

const scriptOf = (path: string, source: string): string =>
  path.endsWith('.svelte') ? [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n') : source

// A worker is reached by its URL, and is as much a part of what reaches it as an import.
const specifiersIn = (script: string): string[] => [
  ...ts.preProcessFile(script).importedFiles.map(({ fileName }) => fileName),
  ...[...script.matchAll(/new URL\(\s*'(\.[^']+)',\s*import\.meta\.url/g)].map((match) => match[1] ?? ''),
]

const layerOf = (path: string): Layer | undefined =>
  path === 'src/main.ts' ? 'main' : layers.find((layer) => layer !== 'main' && path.startsWith(`src/${layer}/`))

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const isBarrel = (path: string, source: string): boolean => {
  if (!path.endsWith('.ts')) return false
  const { statements } = ts.createSourceFile(path, source, ts.ScriptTarget.Latest)
  return (
    statements.length > 0 && statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
  )
}

const makesDate = (source: string): boolean =>
  source.split('\n').some((line) => /\bnew Date\(/.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
