import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { must } from '../../../src/core/result.ts'
import { pageOf } from '../../../src/screens/pages.ts'
import RecordPage from '../../../src/screens/records/RecordPage.svelte'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
beforeEach(async () => {
  workspace = await openWorkspace()
})
afterEach(() => workspace.end())

const copyButton = (name: string) => page.getByRole('button', { name: `Copy ${name}`, exact: true })

test('U51 on a phone numbers and addresses have their button in sight, any other field once it is in hand', async () => {
  await page.viewport(390, 844)
  const id = await workspace.add('company', {
    name: 'Siam Beans',
    taxId: '0105536112014',
    industry: 'Coffee',
    phones: [{ id: 'one', order: 'a0', value: '+66812345678' }],
    billingAddress: { line1: '9 Rama IV Road', locality: 'Bangkok', postal: '10500', country: 'TH' },
  })
  await render(RecordPage, { area: must(pageOf('company'), 'company'), id })
  for (const name of ['Tax number', '081 234 5678', 'Billing address']) {
    await expect.element(copyButton(name)).toBeVisible()
    expect(copyButton(name).element().getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
  }
  expect(copyButton('Industry').query()).toBeNull()
  await userEvent.click(page.getByLabelText('Industry', { exact: true }))
  await expect.element(copyButton('Industry')).toBeVisible()
})
