import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TYPE, parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { rfmSegments } from '../../src/analytics/segments.ts'
import { problemCodes } from '../../src/domain/check.ts'
import { entities } from '../../src/domain/entities.ts'
import type { SharedField } from '../../src/domain/label.ts'
import { defaultStages } from '../../src/domain/pipeline/defaults.ts'
import { modelFacts } from '../../src/engine/insight/facts.ts'
import { locales } from '../../src/i18n/locales.ts'
import { areas, type LabelsWithoutText, type MessageKey } from '../../src/i18n/messages.ts'
import { ops, spans } from '../../src/tables/view.ts'

const folder = join(import.meta.dirname, '../../src/i18n/messages')
const read = (locale: string, area: string) =>
  JSON.parse(readFileSync(join(folder, locale, `${area}.json`), 'utf8')) as Record<string, string>
const keysOf = (locale: string): ReadonlySet<string> => new Set(areas.flatMap((area) => Object.keys(read(locale, area))))

/** The names of what is filled in, however it is shown. */
const holesIn = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap(({ value }) => holesIn(value))]
    return element.type === TYPE.tag ? holesIn(element.children) : [element.value]
  })
const pluralsIn = (elements: readonly MessageFormatElement[]): string[][] =>
  elements.flatMap((element) => (element.type === TYPE.plural ? [Object.keys(element.options)] : []))
const holes = (text: string) => [...new Set(holesIn(parse(text, { ignoreTag: true })))].toSorted()

/** What has a label: a field, or a column that a model computes. */
interface Labelled {
  readonly kind: string
  readonly choices?: readonly string[]
  readonly items?: Readonly<Record<string, Labelled>>
}
/** What every entity or many of them have stands once. */
const shared: ReadonlySet<string> = new Set<SharedField>([
  'ownerId',
  'deletedAt',
  'purgedAt',
  'createdAt',
  'updatedAt',
  'isConflicting',
  'tagIds',
  'lifecycleStage',
  'lifecycleHistory',
  'relationshipPhase',
  'referredById',
])
const fieldLabels = (prefix: string, fields: Readonly<Record<string, Labelled>>): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const path = `${shared.has(name) ? '*' : prefix}.${name}`
    return [
      path,
      ...(field.choices ?? []).map((choice) => `${path}.${choice}`),
      ...(field.items === undefined ? [] : fieldLabels(path, field.items)),
    ]
  })

describe.each(locales)('the messages in %s', (locale) => {
  test('are in the same files as the English ones', () => {
    expect(readdirSync(join(folder, locale)).toSorted()).toEqual(areas.map((area) => `${area}.json`).toSorted())
  })

  test.each(areas)('lack no key of %s and have none of their own, in the same order', (area) => {
    expect(Object.keys(read(locale, area))).toEqual(Object.keys(read('en', area)))
  })

  test.each(areas)('fill in the same values in %s', (area) => {
    const english = read('en', area)
    for (const [key, text] of Object.entries(read(locale, area))) expect(holes(text), `${locale} ${key}`).toEqual(holes(english[key] ?? ''))
  })

  test('say something everywhere, without stray blanks', () => {
    for (const area of areas)
      for (const [key, text] of Object.entries(read(locale, area))) expect(text.trim() !== '' && text.trim() === text, key).toBe(true)
  })

  test('have the plural forms that the language has', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    for (const area of areas) {
      for (const [key, text] of Object.entries(read(locale, area))) {
        for (const options of pluralsIn(parse(text, { ignoreTag: true }))) {
          const named = options.filter((option) => !option.startsWith('='))
          expect(named.toSorted(), `${locale} ${key}`).toEqual([...forms].toSorted())
        }
      }
    }
  })
})

test('the Chinese of the mainland and of Taiwan keep to their own characters', () => {
  const all = (locale: string) => areas.flatMap((area) => Object.values(read(locale, area))).join('')
  expect(all('zh-CN')).not.toMatch(/[個這時間設檔資聯絡訂單產篩選還沒請裝網號額錯誤當匯進]/)
  expect(all('zh-TW')).not.toMatch(/[个这时间设档资联络订单产筛选还没请装网号额错误当汇进]/)
})

describe('what the business names has a word', () => {
  const english = keysOf('en')
  const missing = (keys: readonly string[]) => keys.filter((key) => !english.has(key))

  test('each field and choice of each entity', () => {
    expect(missing(Object.values(entities).flatMap(({ name, fields }) => fieldLabels(name, fields)))).toEqual([])
  })

  test('and no label is left of a field that is gone', () => {
    const ofModels = fieldLabels('*', modelFacts)
    const known = new Set([...Object.values(entities).flatMap(({ name, fields }) => fieldLabels(name, fields)), ...ofModels])
    expect(missing(ofModels)).toEqual([])
    const labels = ['records', 'pages']
      .flatMap((area) => Object.keys(read('en', area)))
      .filter((key) => key.startsWith('*.') || Object.hasOwn(entities, key.split('.')[0] ?? ''))
    expect(labels.filter((key) => !known.has(key))).toEqual([])
  })

  test('each entity, what a check can find, each operator and span of a filter, what to do with each segment, and each stage', () => {
    expect(missing(Object.keys(entities).flatMap((name) => [`entity.${name}.one`, `entity.${name}.many`, `entity.${name}.count`]))).toEqual(
      [],
    )
    expect(missing(problemCodes.map((code) => `shell.invalid.${code}`))).toEqual([])
    expect(missing(ops.map((op) => `shell.op.${op}`))).toEqual([])
    expect(missing(spans.map((span) => `shell.span.${span}`))).toEqual([])
    expect(missing(rfmSegments.map((segment) => `insight.advice.${segment}`))).toEqual([])
    expect(missing(defaultStages.map(({ key }) => `welcome.stage.${key}`))).toEqual([])
  })

  test('as the compiler knows too', () => {
    const nothing: [LabelsWithoutText] extends [never] ? true : LabelsWithoutText = true
    const key: MessageKey = 'shell.undo'
    // @ts-expect-error no such message
    const wrong: MessageKey = 'shell.undoo'
    expect([nothing, key, wrong]).toEqual([true, 'shell.undo', 'shell.undoo'])
  })
})
