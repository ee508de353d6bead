import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { undo } from '../../../src/screens/act.svelte.ts'
import { pageOf } from '../../../src/screens/pages.ts'
import { toasts } from '../../../src/screens/act.svelte.ts'
import RecordPage from '../../../src/screens/records/RecordPage.svelte'
import { must } from '../../../src/core/result.ts'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
beforeEach(async () => {
  await page.viewport(390, 844)
  workspace = await openWorkspace()
})
afterEach(() => workspace.end())

const show = (entity: string, id: string) => render(RecordPage, { area: must(pageOf(entity), entity), id })
const fieldsOf = async (id: string) => must(await workspace.client.call('record', id), id).fields
const field = (name: string) => page.getByLabelText(name, { exact: true })
const part = (name: string) => page.getByRole('region', { name, exact: true })
const aContact = (more: object = {}) => workspace.add('contact', { name: { family: 'Dee', given: 'Mana' }, ...more })

describe('a field', () => {
  test('is edited where it stands, saved on Enter, and taken back by undo', async () => {
    const id = await aContact({ jobTitle: 'Buyer' })
    await show('contact', id)
    await userEvent.fill(field('Job title'), 'Head buyer')
    await userEvent.keyboard('{Enter}')
    await expect.poll(async () => (await fieldsOf(id))['jobTitle']).toBe('Head buyer')
    expect(toasts.shown.map(({ text }) => text)).toEqual(['Job title changed'])
    await undo()
    await expect.element(field('Job title')).toHaveValue('Buyer')
  })

  test('S3 that is refused says why beside it, keeps what was written, and saves nothing', async () => {
    const id = await workspace.add('company', { name: 'Siam Beans' })
    await show('company', id)
    await userEvent.fill(field('Name'), ' ')
    await userEvent.keyboard('{Enter}')
    await expect.element(field('Name')).toHaveAccessibleDescription('Fill this in.')
    expect((await fieldsOf(id))['name']).toBe('Siam Beans')
    await userEvent.keyboard('{Escape}')
    await expect.element(field('Name')).toHaveValue('Siam Beans')
  })

  test('that is empty waits behind “More fields”', async () => {
    await show('contact', await aContact())
    await expect.element(page.getByRole('heading', { level: 1, name: 'Mana Dee' })).toBeVisible()
    expect(field('Department').query()).toBeNull()
    await page.getByRole('button', { name: 'More fields' }).click()
    await expect.element(field('Department')).toBeVisible()
  })

  test('shows what somebody else changed meanwhile', async () => {
    const id = await aContact({ jobTitle: 'Buyer' })
    await show('contact', id)
    await expect.element(field('Job title')).toHaveValue('Buyer')
    await workspace.client.call('edit', [{ id, changes: [{ path: 'jobTitle', value: 'Owner' }] }])
    await expect.element(field('Job title')).toHaveValue('Owner')
  })
})

describe('phones', () => {
  const phones = [
    { id: 'p1', order: 'a0', value: '0811111111', kind: 'work', primary: true },
    { id: 'p2', order: 'a1', value: '0822222222', kind: 'mobile', primary: false },
  ]

  test('can be called, the main one from the head of the page', async () => {
    await show('contact', await aContact({ phones }))
    await expect.element(page.getByRole('link', { name: 'Call' })).toHaveAttribute('href', 'tel:+66811111111')
    await expect.element(page.getByRole('link', { name: '082 222 2222' })).toHaveAttribute('href', 'tel:+66822222222')
  })

  test('are edited together and kept as one step; a number that is none is named at its place', async () => {
    const id = await aContact({ phones })
    await show('contact', id)
    await page.getByRole('button', { name: 'Edit Phones' }).click()
    await page.getByRole('button', { name: 'Add phone' }).click()
    await userEvent.keyboard('08-1234')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect.element(page.getByText('Enter a whole phone number', { exact: false })).toBeVisible()
    expect((await fieldsOf(id))['phones']).toHaveLength(2)
    await userEvent.fill(page.getByRole('textbox', { name: 'Phone' }).nth(2), '0833333333')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect
      .poll(async () => ((await fieldsOf(id))['phones'] as { value: string }[]).map(({ value }) => value))
      .toEqual(['+66811111111', '+66822222222', '+66833333333'])
    await undo()
    await expect.poll(async () => ((await fieldsOf(id))['phones'] as unknown[]).length).toBe(2)
  })

  test('Escape gives up what was written', async () => {
    const id = await aContact({ phones })
    await show('contact', id)
    await page.getByRole('button', { name: 'Edit Phones' }).click()
    await page.getByRole('button', { name: 'Remove' }).first().click()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('button', { name: 'Edit Phones' })).toHaveFocus()
    expect((await fieldsOf(id))['phones']).toHaveLength(2)
  })
})

describe('the history', () => {
  test('U15 tells each change, and puts one value back without touching the others', async () => {
    const id = await aContact({ jobTitle: 'Buyer', department: 'Food', code: 'C1' })
    await workspace.client.call('edit', [{ id, changes: [{ path: 'jobTitle', value: 'Owner' }] }])
    await workspace.client.call('edit', [{ id, changes: [{ path: 'department', value: 'Drinks' }] }])
    await workspace.client.call('edit', [{ id, changes: [{ path: 'code', value: 'C2' }] }])
    await show('contact', id)
    await expect
      .poll(() =>
        part('History')
          .getByRole('listitem')
          .elements()
          .map((line) => line.textContent.replace(/\s+/g, ' ').replace(/ ?22? \w+ 20.*/, '')),
      )
      .toHaveLength(3)
    await expect.element(part('History').getByRole('listitem').nth(2)).toMatchTextContent(/Job title Buyer → Owner/)
    await page.getByRole('button', { name: 'Put Department back to Food' }).click()
    await expect.poll(() => fieldsOf(id)).toMatchObject({ jobTitle: 'Owner', department: 'Food', code: 'C2' })
  })
})

describe('a deal', () => {
  test('is moved by its stage bar, and the timeline tells it', async () => {
    const { client, add } = workspace
    const { rows: stages } = await client.call(
      'query',
      { entity: 'stage', sort: [{ column: 'order' }] },
      { start: 0, count: 9, columns: ['pipelineId'] },
    )
    const id = await add('deal', {
      name: 'Beans',
      pipelineId: (stages[0]?.['pipelineId'] as { id: string } | undefined)?.id,
      stageId: stages[0]?.id,
    })
    await show('deal', id)
    await page.getByRole('list', { name: 'Stage' }).getByRole('button', { name: 'Won' }).click()
    await expect.poll(async () => (await fieldsOf(id))['closedAt']).toEqual(expect.any(Number))
    await expect.element(part('Timeline').getByRole('listitem').first()).toMatchTextContent(/Won/)
    await expect
      .element(page.getByRole('list', { name: 'Stage' }).getByRole('button', { name: 'Won' }))
      .toHaveAttribute('aria-current', 'step')
  })
})

describe('a company', () => {
  test('S12 rolls up what its people did; calls alone can be shown', async () => {
    const { add } = workspace
    const id = await add('company', { name: 'Siam Beans' })
    const contactId = await aContact({ companyId: id })
    const anActivity = (kind: string, subject: string, about: string) =>
      add('activity', { kind, subject, status: 'done', startAt: Date.UTC(2026, 0, 3), regardingIds: [about] })
    await anActivity('call', 'Asked about beans', contactId)
    await anActivity('meeting', 'Tasting', id)
    await add('order', { number: 'SO-1', status: 'completed', orderedAt: Date.UTC(2026, 0, 4), currency: 'THB', companyId: id, contactId })
    await show('company', id)
    const lines = () =>
      part('Timeline')
        .getByRole('listitem')
        .elements()
        .map((line) => line.textContent)
    await expect.poll(() => lines().length).toBe(3)
    expect(lines()[1]).toMatch(/Asked about beans.*Mana Dee|Tasting/s)
    await part('Timeline').getByRole('button', { name: 'Call' }).click()
    await expect.poll(() => lines().length).toBe(1)
    expect(lines()[0]).toContain('Asked about beans')
  })

  test('shows what belongs to it with counts and sums, and leads to the list behind', async () => {
    const { add } = workspace
    const id = await add('company', { name: 'Siam Beans' })
    for (let i = 1; i <= 6; i += 1) {
      const lines = [{ id: 'l1', order: 'a0', name: 'Beans', qty: 1, unitPrice: { digits: 10_000, scale: 2, currency: 'THB' } }]
      await add('order', { number: `SO-${i}`, status: 'completed', orderedAt: Date.UTC(2026, 0, i), currency: 'THB', companyId: id, lines })
    }
    await show('company', id)
    await expect.element(part('Orders')).toMatchTextContent(/6 · ฿600/)
    await expect
      .element(part('Orders').getByRole('link', { name: 'Show all' }))
      .toHaveAttribute('href', expect.stringContaining(`/orders?v=`))
  })
})

describe('an order', () => {
  test('adds a line from the catalogue, with its name and price, and the total follows', async () => {
    const { add } = workspace
    await add('product', { name: 'House blend', listPrice: { digits: 25_000, scale: 2, currency: 'THB' } })
    const id = await add('order', { number: 'SO-1', status: 'draft', orderedAt: Date.UTC(2026, 0, 4), currency: 'THB' })
    await show('order', id)
    await page.getByRole('button', { name: 'Add item' }).click()
    await userEvent.type(page.getByRole('combobox', { name: 'Product' }), 'house')
    await page.getByRole('option', { name: 'House blend' }).click()
    await expect.element(page.getByRole('textbox', { name: 'Item' })).toHaveValue('House blend')
    await userEvent.fill(page.getByRole('textbox', { name: 'Quantity' }), '3')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.element(part('Lines')).toMatchTextContent(/Total\s*฿750/)
    await expect.poll(async () => (await workspace.client.call('record', id))?.calc['total']).toEqual({ amount: 75_000, currency: 'THB' })
  })
})

describe('the trash', () => {
  test('U14 a deleted record says so, can be read, and comes back', async () => {
    const id = await aContact({ jobTitle: 'Buyer' })
    await show('contact', id)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect.poll(() => workspace.went).toEqual(['/contacts'])
    await expect.element(page.getByText('In the trash', { exact: false })).toBeVisible()
    expect(page.getByRole('textbox', { name: 'Job title' }).query()).toBeNull()
    await page.getByRole('button', { name: 'Restore' }).click()
    await expect.element(page.getByRole('textbox', { name: 'Job title' })).toBeVisible()
    expect((await fieldsOf(id))['deletedAt']).toBeNull()
  })

  test('a record that is nowhere says so, with a way back', async () => {
    await show('contact', 'contact_01m81wm39hehss9pakv7qs443c')
    await expect.element(page.getByText('This page or record is not here', { exact: false })).toBeVisible()
    await expect.element(page.getByRole('link', { name: 'Go to Contacts' })).toHaveAttribute('href', '/contacts')
  })
})
