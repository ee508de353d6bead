import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { anotherPhone, inviteLink, joinAs } from './phones.ts'
import { makeCompany } from './steps.ts'
import { expect, test } from './test.ts'
import { startWorkspace, toCompanies, wordsOf } from './workspace.ts'

const say = wordsOf('en')

/** The record with its note in sight, once others may type into it too. */
const openNote = async (page: Page, record: string) => {
  await page.goto(record)
  const note = page.getByRole('textbox', { name: say('company.description') })
  const more = page.getByRole('button', { name: say('shell.moreFields') })
  await expect(note.or(more).first()).toBeVisible()
  if (!(await note.isVisible())) await more.click()
  await expect(page.locator('.note textarea')).toBeVisible()
  return note
}

test('U19 U20 two people on one record see each other, and type one note together, with a network and without', async ({
  page,
  context,
  browser,
  server,
}) => {
  test.setTimeout(120_000)
  await startWorkspace(page)
  await makeCompany(page, 'Siam Beans')
  const record = new URL(page.url()).pathname
  const problems: string[] = []
  const other = await anotherPhone(browser, server.address, problems)
  const bea = await other.newPage()
  await joinAs(bea, await inviteLink(page, 'people.invite'), 'Bea Park')

  const [hers, his] = [await openNote(page, record), await openNote(bea, record)]
  const here = (who: Page) => who.getByRole('list', { name: say('record.live.here') })
  await expect(here(page)).toContainText('Bea Park')
  await expect(here(bea)).toContainText('Ann Lee')

  await bea.getByRole('textbox', { name: /^Industry/ }).focus()
  await expect(page.getByText('Bea Park · editing')).toBeVisible()
  await isClean(page)

  await hers.focus()
  await page.keyboard.type('They roast.')
  await expect(his).toHaveValue('They roast.')
  await expect(bea.locator('.caret')).toHaveText('Ann Lee')
  await his.focus()
  await bea.keyboard.press('Home')
  await bea.keyboard.type('Yes. ')
  await expect(hers).toHaveValue('Yes. They roast.')
  await page.keyboard.type(' Well.')
  await expect(his).toHaveValue('Yes. They roast. Well.')
  // Nothing half under a bar.
  await bea.setViewportSize({ width: 390, height: 2400 })
  await isClean(bea)

  await context.setOffline(true)
  await other.setOffline(true)
  await page.keyboard.type(' Hers.')
  await bea.keyboard.type('His. ')
  await expect(hers).toHaveValue('Yes. They roast. Well. Hers.')
  await expect(his).toHaveValue('Yes. His. They roast. Well.')
  await context.setOffline(false)
  await other.setOffline(false)
  const both = 'Yes. His. They roast. Well. Hers.'
  await expect(hers).toHaveValue(both, { timeout: 20_000 })
  await expect(his).toHaveValue(both, { timeout: 20_000 })

  // What was typed is there without the room.
  await toCompanies(page)
  await expect(here(bea)).toBeHidden()
  await page.goto(record)
  await expect(page.getByRole('textbox', { name: say('company.description') })).toHaveValue(both)
  await other.close()
  expect(problems).toEqual([])
})
