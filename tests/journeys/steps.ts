import { expect, type Locator, type Page } from '@playwright/test'
import { wordsOf } from './workspace.ts'

/** What people do to records, in whatever language their app speaks. */

export type Words = ReturnType<typeof wordsOf>
const english = wordsOf('en')

/** Opens the form of a new company and writes a name into it. */
export const writeCompany = async (page: Page, name: string, words = english): Promise<Locator> => {
  await page
    .getByRole('button', { name: words('shell.action.newCompany') })
    .first()
    .click()
  const form = page.getByRole('dialog')
  await nameIn(form, words).fill(name)
  return form
}

/** The field of a company's name, in its form or on its page. */
export const nameIn = (place: Page | Locator, words = english): Locator =>
  place.getByRole('textbox', { name: new RegExp(`^${words('company.name')}`) })

export const send = (form: Locator, words = english): Promise<void> =>
  form.getByRole('button', { name: new RegExp(`^${words('shell.create')}`) }).click()

/** Makes a company, whose page is then open. */
export const makeCompany = async (page: Page, name: string): Promise<void> => {
  await send(await writeCompany(page, name))
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Writes another name on the page of a company. Whether it was kept is the journey's question. */
export const rename = async (page: Page, name: string, words = english): Promise<void> => {
  await nameIn(page, words).fill(name)
  await nameIn(page, words).press('Enter')
}

/** What the app says of itself at the edge of the screen. */
export const said = (page: Page, text: string | RegExp, words = english): Locator =>
  page.getByRole('region', { name: words('shell.tellUs') }).getByText(text)

export const history = (page: Page): Locator => page.getByRole('region', { name: 'History' }).getByRole('listitem')

/** The companies in the list, by name. */
export const companies = (page: Page): Locator => page.getByRole('grid', { name: 'Companies' }).getByRole('row')
