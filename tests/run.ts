// `npm test`: every check there is, each step's time, and the sum of all tests as the last line.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './chromium.ts'

interface Counts {
  passed: number
  failed: number
  /** Of those that passed, what did so only when tried again. */
  unsteady?: number
}

interface Step {
  script: string
  /** What the step writes its results to, and how to read them; a step without is one check. */
  results?: { file: string; args: string[]; env: Record<string, string>; read: (json: unknown) => Counts }
}

const folder = 'test-results'

const byVitest = (script: string): Step => {
  const file = `${folder}/${script}.json`
  const args = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return { script, results: { file, args, env: {}, read: readVitest } }
}

const byPlaywright = (script: string): Step => {
  const file = `${folder}/${script}.json`
  return {
    script,
    results: { file, args: ['--', '--reporter=line,json'], env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `../../${file}` }, read: readPlaywright },
  }
}

// Both shapes are those of the tools' JSON reporters.
const readVitest = (json: unknown): Counts => {
  const { numPassedTests, numFailedTests } = json as { numPassedTests: number; numFailedTests: number }
  return { passed: numPassedTests, failed: numFailedTests }
}

const readPlaywright = (json: unknown): Counts => {
  const { stats } = json as { stats: { expected: number; unexpected: number; flaky: number } }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, unsteady: stats.flaky }
}

/** Runs a step to its end. Its output is shown only if it fails or wavers: what passes has nothing to say. */
const run = async ({ script, results }: Step): Promise<Counts> => {
  const start = performance.now()
  const child = spawn('npm', ['run', script, ...(results?.args ?? [])], { env: { ...process.env, ...results?.env } })
  const output: string[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))

  const counted = results === undefined ? { passed: 0, failed: 0 } : countsIn(results)
  // A step may fail in no test of its own: types, lint, a file that does not load.
  const counts = code === 0 ? counted : { ...counted, failed: Math.max(1, counted.failed) }
  if (counts.failed + (counts.unsteady ?? 0) > 0) console.log(output.join(''))
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${counts.failed > 0 ? '✗' : '✓'} ${script.padEnd(9)} ${seconds.padStart(6)} s  ${results ? describe(counts) : ''}`)
  return counts
}

const countsIn = ({ file, read }: NonNullable<Step['results']>): Counts => {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const inTurn = async (steps: Step[]): Promise<Counts[]> => {
  const all: Counts[] = []
  for (const step of steps) all.push(await run(step))
  return all
}

const sum = (all: Counts[]): Counts =>
  all.reduce((left, right) => ({ passed: left.passed + right.passed, failed: left.failed + right.failed }), { passed: 0, failed: 0 })

const describe = ({ passed, failed, unsteady = 0 }: Counts) =>
  `${passed} passed, ${failed} failed${unsteady > 0 ? `, ${unsteady} only when tried again` : ''}`

ensureChromium()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const [checks, units] = await Promise.all([inTurn([{ script: 'types' }, { script: 'lint' }]), run(byVitest('unit'))])
const inBrowser = await run(byVitest('browser'))
const built = await run({ script: 'build' })
// Journeys on an old build would tell of another app.
const journeys = built.failed > 0 ? [] : [await run(byPlaywright('journeys'))]

const total = sum([...checks, units, inBrowser, built, ...journeys])
process.exitCode = total.failed > 0 ? 1 : 0
console.log(describe(total))
