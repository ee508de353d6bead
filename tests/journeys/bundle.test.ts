import { readFileSync } from 'node:fs'
import { firstPaint, totalOf } from '../bench/bundle.ts'
import { expect, test } from './test.ts'

const { page, worker } = firstPaint('dist')

/** Where it stands; the goals, 80 and 90, are the bench's and are not met yet. It must not grow on the way there. */
const pageCeiling = 122
const workerCeiling = 126

test('what comes before the first list does not grow', () => {
  expect(totalOf(page) / 1e3, [...page].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(pageCeiling)
  expect(totalOf(worker) / 1e3, [...worker].map(([file, size]) => `${file} ${size}`).join('\n')).toBeLessThanOrEqual(workerCeiling)
})

test('neither charts, rich text, validation, storage nor phone numbers of all countries come before the first list', () => {
  const source = [...page.keys()].map((file) => readFileSync(`dist/${file}`, 'utf8')).join('\n')
  for (const trace of [/layerchart/i, /prosemirror/i, /ZodMini/, /DexieError|"OpenFailed"/, /applyUpdate/])
    expect(source).not.toMatch(trace)
  expect([...page.keys()].filter((file) => /dialling|InsightScreen|ImportScreen|Combobox|Sheet\.svelte/.test(file))).toEqual([])
})
