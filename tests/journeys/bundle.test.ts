import { readFileSync, readdirSync } from 'node:fs'
import { firstPaint, pageGoal, totalOf, workerGoal } from '../bench/bundle.ts'
import { expect, test } from './test.ts'

const { page, worker } = firstPaint('dist')

test('what comes before the first list stays within its bounds', () => {
  expect(totalOf(page) / 1e3, [...page].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(pageGoal)
  expect(totalOf(worker) / 1e3, [...worker].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(workerGoal)
})

const sourceOf = (files: ReadonlyMap<string, number>): string =>
  [...files.keys()].map((file) => readFileSync(`dist/${file}`, 'utf8')).join('\n')

test('neither charts, rich text, validation, storage nor phone numbers of all countries come before the first list', () => {
  const source = sourceOf(page)
  for (const trace of [/layerchart/i, /prosemirror/i, /ZodMini/, /DexieError|"OpenFailed"/, /applyUpdate/])
    expect(source).not.toMatch(trace)
  expect([...page.keys()].filter((file) => /dialling|InsightScreen|ImportScreen|Combobox|Sheet\.svelte/.test(file))).toEqual([])
})

test('the engine answers the first list without Yjs, validators and numbering plans', () => {
  expect(sourceOf(worker)).toMatch(/DexieError/)
  for (const trace of [/Yjs was already imported/, /ZodMini/, /country_calling_codes/]) expect(sourceOf(worker)).not.toMatch(trace)
})

test('no file of the build imports from the one that the engine’s worker begins with: WebKit would run it twice', () => {
  const files = readdirSync('dist/assets').filter((file) => file.endsWith('.js'))
  const start = files.find((file) => file.startsWith('worker-')) ?? 'none'
  expect(files).toContain(start)
  expect(files.filter((file) => readFileSync(`dist/assets/${file}`, 'utf8').includes(`./${start}`))).toEqual([])
})
