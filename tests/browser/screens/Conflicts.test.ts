import { afterAll, beforeAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import type { ConflictLine, RecordView } from '../../../src/engine/protocol.ts'
import Conflicts from '../../../src/screens/records/page/Conflicts.svelte'
import type { Editing } from '../../../src/screens/records/page/editing.svelte.ts'
import type { Change } from '../../../src/domain/change.ts'
import { factsOf } from '../../screens/records/facts.ts'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
beforeAll(async () => {
  workspace = await openWorkspace()
})
afterAll(() => workspace.end())

const aView = (conflicts: readonly ConflictLine[]): RecordView => ({
  id: 'contact_x',
  entity: 'contact',
  fields: {},
  calc: {},
  titles: {},
  createdAt: 0,
  updatedAt: 0,
  history: [],
  conflicts,
  isNewer: false,
})

const shown = async (conflicts: readonly ConflictLine[], isLocked = false) => {
  const saved: Change[] = []
  const editing: Editing = {
    facts: factsOf('contact'),
    view: aView(conflicts),
    isGone: false,
    isLocked,
    wanted: null,
    want: () => undefined,
    save: (changes) => {
      saved.push(...changes)
      return Promise.resolve({})
    },
    run: () => Promise.resolve({}),
  }
  await render(Conflicts, { entity: 'contact', editing, titles: {} })
  return saved
}
const jobTitle: ConflictLine = { path: 'jobTitle', value: 'Owner', other: 'Buyer', otherAt: Date.now() - 3_600_000, otherById: null }

test('U20 what two people set at once shows both values; one tap takes the other, one keeps this', async () => {
  const saved = await shown([jobTitle])
  await expect.element(page.getByText('Job title: Owner')).toBeVisible()
  await expect.element(page.getByText('Also set to Buyer on another device, 1 hour ago')).toBeVisible()
  await page.getByRole('button', { name: 'Use the other' }).click()
  await page.getByRole('button', { name: 'Keep this' }).click()
  expect(saved).toEqual([
    { path: 'jobTitle', value: 'Buyer' },
    { path: 'jobTitle', value: 'Owner' },
  ])
})

test('a value that the other cleared is said so, inside a list too', async () => {
  await shown([{ ...jobTitle, path: 'phones/p1/kind', value: 'work', other: null }])
  await expect.element(page.getByText('Phones · Kind: Work')).toBeVisible()
  await expect.element(page.getByText('Also cleared on another device, 1 hour ago')).toBeVisible()
})

test('a record that cannot be edited here asks nothing', async () => {
  await shown([jobTitle], true)
  expect(page.getByRole('button').elements()).toEqual([])
})
