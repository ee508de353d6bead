import { readFileSync } from 'node:fs'
import { firstPaint, pageGoal, totalOf, workerGoal } from '../bench/bundle.ts'
import { expect, test } from './test.ts'

const { page, worker } = firstPaint('dist')

test('a list is painted from 80 kB of script and style, and its engine is 90 kB beside it', () => {
  expect(totalOf(page) / 1e3, [...page].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(pageGoal)
  expect(totalOf(worker) / 1e3, [...worker].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(workerGoal)
})

test('neither charts, rich text, validation, storage nor phone numbers of all countries come before the first list', () => {
  const source = [...page.keys()].map((file) => readFileSync(`dist/${file}`, 'utf8')).join('\n')
  for (const trace of [/layerchart/i, /prosemirror/i, /ZodMini/, /DexieError|"OpenFailed"/, /applyUpdate/])
    expect(source).not.toMatch(trace)
  expect([...page.keys()].filter((file) => /dialling|InsightScreen|ImportScreen|Combobox|Sheet\.svelte/.test(file))).toEqual([])
})
