import type { Locator, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const column = (page: Page, stage: string): Locator => page.locator(`[data-column="${stage}"]`)
const count = (page: Page, stage: string): Locator => column(page, stage).locator('header .count')
const numberIn = async (page: Page, stage: string): Promise<number> => Number(await count(page, stage).textContent())
const cards = (page: Page, stage: string): Locator => column(page, stage).locator('.card .open')
const middleOf = async (place: Locator): Promise<{ x: number; y: number }> => {
  const box = await place.boundingBox()
  if (box === null) throw new Error('not in sight')
  return { x: box.x + box.width / 2, y: box.y + 20 }
}
const pickTen = async (page: Page, stage: string) => {
  await cards(page, stage).first().focus()
  for (let nth = 0; nth < 10; nth += 1) {
    await page.keyboard.press('x')
    await page.keyboard.press('ArrowDown')
  }
  await expect(page.getByText('10 selected')).toBeVisible()
  await page.keyboard.press('Home')
  await expect(column(page, stage).locator('[data-index="0"] .open')).toBeFocused()
}

test.use({ viewport: { width: 1280, height: 800 } })

test('S23 ten customers go to another stage of their life cycle by one gesture, and ten by keyboard, without a network; one undo brings ten back', async ({
  page,
  context,
}) => {
  await lookAround(page)
  await page.goto('/contacts?as=board')
  await expect(cards(page, 'retained').first()).toBeVisible()
  await isClean(page)
  await context.setOffline(true)
  const [kept, won] = [await numberIn(page, 'retained'), await numberIn(page, 'customer')]

  await pickTen(page, 'retained')
  const [from, to] = [
    await middleOf(column(page, 'retained').locator('[data-index="0"] .open')),
    await middleOf(column(page, 'customer').locator('header')),
  ]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y + 120, { steps: 8 })
  await page.mouse.up()
  await expect(count(page, 'retained')).toHaveText(String(kept - 10))
  await expect(count(page, 'customer')).toHaveText(String(won + 10))

  await pickTen(page, 'retained')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Space')
  await expect(count(page, 'customer')).toHaveText(String(won + 20))
  await page
    .getByRole('button', { name: say('shell.undo') })
    .last()
    .click()
  await expect(count(page, 'customer')).toHaveText(String(won + 10))
  await expect(count(page, 'retained')).toHaveText(String(kept - 10))

  await cards(page, 'customer').first().click()
  await expect(page.getByRole('button', { name: /^Won since/ })).toBeVisible()
})
