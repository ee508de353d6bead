import { expect, test } from 'vitest'
import { fileOf, imported, invoices, sketched, table } from './files.ts'
import { createProfile, startedIn } from './profile.ts'

test('a preview shows the first records as they would be, and which are known', async () => {
  const { engine } = await startedIn(createProfile())
  await imported(engine, fileOf(table(invoices.slice(0, 2))))
  const file = fileOf(table([...invoices, ['A9', '', 'P1', 'Beans', '1', '1.00', '']]))
  const { plan } = await sketched(engine, file)
  const preview = await engine.previewImport(file, plan)
  expect(preview.records.map(({ fields, isNew }) => [fields['number'], isNew, fields['total']])).toEqual([
    ['A1', false, { amount: 36_100, currency: 'THB' }],
    ['A2', true, { amount: 4_000, currency: 'THB' }],
    ['C3', true, { amount: -12_050, currency: 'THB' }],
  ])
  expect(Object.values(preview.records[0]?.titles ?? {})).toEqual(expect.arrayContaining(['Beans', 'Cups', 'C7']))
  expect([preview.refusedCount, preview.rows, preview.isWhole]).toEqual([1, 5, true])
  expect(preview.refused).toMatchObject([{ reason: 'dateMissing', line: 6 }])
})
