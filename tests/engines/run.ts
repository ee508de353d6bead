// `npm run test:engines [-- --only chromium,firefox,webkit]`: the smoke journey on every engine that people use.
import { parseArgs } from 'node:util'
import { Missing, type Engine } from './engine.ts'
import { openChromium, openFirefox } from './puppeteer.ts'
import { smoke } from './smoke.ts'
import { openWebKit } from './webkit.ts'

const engines: Record<string, () => Promise<Engine>> = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit }

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only?.split(',') ?? Object.keys(engines)

let failed = 0
for (const name of chosen) {
  const start = performance.now()
  const problem = await tryOut(name)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(problem === undefined ? `✓ ${name} ${seconds} s` : `✗ ${name} ${seconds} s: ${problem}`)
  if (problem !== undefined) failed++
}
process.exitCode = failed > 0 ? 1 : 0
console.log(`${chosen.length - failed} passed, ${failed} failed`)

async function tryOut(name: string): Promise<string | undefined> {
  const open = engines[name]
  if (open === undefined) return `there is no such engine: choose from ${Object.keys(engines).join(', ')}`
  let engine: Engine | undefined
  try {
    engine = await open()
    await smoke(engine)
    return undefined
  } catch (error) {
    if (error instanceof Missing) return `it is not here: ${error.message}`
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  } finally {
    await engine?.close()
  }
}
