import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cycleProblems, layerProblems, maxLines, packageProblems, shapeProblems, type Sources } from './architecture.ts'

const root = join(import.meta.dirname, '..')

const read = (...folders: string[]): Sources =>
  new Map(
    folders
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
      .filter((file) => /\.(ts|js|svelte|css)$/.test(file))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )

describe('this repository', () => {
  const sources = read('src', 'sync-server')

  test('reads its own sources', () => {
    expect(sources.size).toBeGreaterThan(5)
  })

  test('imports go down the layers only', () => expect(layerProblems(sources)).toEqual([]))

  test('each layer uses its own packages only', () => expect(packageProblems(sources)).toEqual([]))

  test('no files import each other in a circle', () => expect(cycleProblems(sources)).toEqual([]))

  test('files are short, named after what they are, and make no Date', () => {
    expect(shapeProblems(new Map([...sources, ...read('tests')]))).toEqual([])
  })

  test('its folders are those that a newcomer knows', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n')
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== '.git' && !ignored.includes(entry.name))
      .map(({ name }) => name)
    expect(['.ci', 'public', 'src', 'sync-server', 'tests']).toEqual(expect.arrayContaining(folders))
  })
})

describe('the rules see', () => {
  const files = (sources: Record<string, string>): Sources => new Map(Object.entries(sources))

  test('an import that climbs, whether plain, of types, lazy, in a component or of a worker', () => {
    const climbs = {
      'src/core/money.ts': "import { deal } from '../domain/deal/deal.ts'",
      'src/store/pack.ts': "import type { Engine } from '../engine/engine.ts'",
      'src/ui/Row.svelte':
        "<script lang=\"ts\">\n  const open = () => import('../screens/deals/Board.svelte')\n</script>\n<p>import x from '../app/x.ts'</p>",
      'src/tables/query.ts': "new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' })",
    }
    expect(layerProblems(files(climbs))).toEqual([
      'src/core/money.ts imports src/domain/deal/deal.ts: core comes before domain',
      'src/store/pack.ts imports src/engine/engine.ts: store comes before engine',
      'src/ui/Row.svelte imports src/screens/deals/Board.svelte: ui comes before screens',
      'src/tables/query.ts imports src/engine/worker.ts: tables comes before engine',
    ])
  })

  test('an import down the layers as right', () => {
    expect(
      layerProblems(files({ 'src/main.ts': "import './app/update.ts'", 'src/app/App.svelte': "<script>import '../core/day.ts'</script>" })),
    ).toEqual([])
  })

  test('a file in no layer, and one that reaches out of src', () => {
    expect(layerProblems(files({ 'src/shared/a.ts': "import '../core/day.ts'" }))[0]).toContain('is in no layer')
    expect(layerProblems(files({ 'src/app/a.ts': "import '../../tests/make.ts'" }))[0]).toContain('nothing outside itself')
  })

  test('a relay that knows more than the protocol', () => {
    expect(layerProblems(files({ 'sync-server/relay.ts': "import '../src/domain/deal/deal.ts'" }))).toHaveLength(1)
    expect(layerProblems(files({ 'sync-server/relay.ts': "import '../src/sync/protocol.ts'" }))).toEqual([])
    expect(packageProblems(files({ 'sync-server/relay.ts': "import 'express'\nimport 'node:sqlite'\nimport 'ws'" }))).toHaveLength(1)
  })

  test('a package outside its layers', () => {
    const strays = {
      'src/core/a.ts': "import { z } from 'zod/mini'",
      'src/tables/a.ts': "import Dexie from 'dexie'",
      'src/engine/a.ts': "import * as Y from 'yjs'",
      'src/screens/a.ts': "import { readFileSync } from 'node:fs'",
    }
    expect(packageProblems(files(strays))).toHaveLength(4)
    expect(
      packageProblems(files({ 'src/domain/a.ts': "import { z } from 'zod/mini'", 'src/store/b.ts': "import Dexie from 'dexie'" })),
    ).toEqual([])
  })

  test('Comlink anywhere but at the two ends of the wire', () => {
    const comlink = "import { wrap } from 'comlink'"
    expect(packageProblems(files({ 'src/engine/client.ts': comlink, 'src/app/engine.ts': comlink }))).toEqual([])
    expect(packageProblems(files({ 'src/engine/engine.ts': comlink }))).toHaveLength(1)
  })

  test('a circle, once, whoever is read first', () => {
    const circle = { 'src/core/a.ts': "import './b.ts'", 'src/core/b.ts': "import './c.ts'", 'src/core/c.ts': "import './a.ts'" }
    expect(cycleProblems(files(circle))).toEqual(['src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts'])
    expect(cycleProblems(files({ ...circle, 'src/core/c.ts': '' }))).toEqual([])
  })

  test('a long file, an empty name, a barrel, a Date', () => {
    expect(shapeProblems(files({ 'src/core/long.ts': 'const a = 1\n'.repeat(maxLines + 1) }))).toHaveLength(1)
    expect(shapeProblems(files({ 'src/core/long.ts': 'const a = 1\n'.repeat(maxLines) }))).toEqual([])
    expect(shapeProblems(files({ 'src/core/utils.ts': 'const a = 1\n', 'src/deals/index.ts': 'const a = 1\n' }))).toHaveLength(2)
    expect(shapeProblems(files({ 'src/core/all.ts': "export * from './a.ts'\nexport { b } from './b.ts'\n" }))).toHaveLength(1)
    expect(shapeProblems(files({ 'src/ui/a.svelte': '<p>{new Date().getFullYear()}</p>\n' }))).toHaveLength(1)
    expect(shapeProblems(files({ 'src/core/day.ts': 'new Date(0)\n', 'src/ui/a.ts': '// never new Date(x)\n' }))).toEqual([])
  })
})
