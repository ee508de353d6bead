import type { Locator, Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')
const BOARD = '/deals?as=board'

const column = (page: Page, stage: string): Locator =>
  page.locator('[data-column]').filter({ has: page.getByRole('heading', { name: stage, exact: true }) })
const cards = (page: Page, stage: string): Locator => column(page, stage).locator('.card .open')
/** The first cards of a column, top down: lines stand in the order in which they were drawn. */
const namesIn = async (page: Page, stage: string, count = 4): Promise<readonly string[]> =>
  (
    await column(page, stage)
      .locator('li')
      .evaluateAll((lines) =>
        lines
          .map((line) => ({
            at: Number((line as HTMLElement).dataset['index']),
            name: line.querySelector('.open .name')?.textContent ?? '',
          }))
          .sort((a, b) => a.at - b.at)
          .map(({ name }) => name),
      )
  ).slice(0, count)
const dealsIn = async (page: Page, stage: string): Promise<number> =>
  Number(await column(page, stage).locator('header .count').textContent())
const openBoard = async (page: Page) => {
  await page.goto(BOARD)
  await expect(cards(page, 'Prospecting').first()).toBeVisible()
}
const middleOf = async (place: Locator): Promise<{ x: number; y: number }> => {
  const box = await place.boundingBox()
  if (box === null) throw new Error('not in sight')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
const addDeal = async (page: Page, name: string) => {
  await page.keyboard.press('c')
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.keyboard.press('Control+Enter')
  await expect(form).toBeHidden()
}

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('S33 each stage shows its deals, what they are worth plain and by its odds, and what is late', async ({ page }) => {
    await lookAround(page)
    await page.goto('/deals')
    const inList = await page.locator('h1 + p').textContent()
    await page.getByRole('radio', { name: say('shell.board') }).check()
    await expect(page).toHaveURL(/as=board/)
    await expect(page.locator('[data-column]')).toHaveCount(7)
    await expect(page.locator('h1 + p')).toHaveText(inList ?? '')

    const head = column(page, 'Proposal').locator('header')
    await expect(head.locator('.count')).toHaveText('16')
    const [plain = NaN, byOdds = NaN] = await head
      .locator('p [title]')
      .evaluateAll((sums) => sums.map((sum) => Number((sum.getAttribute('title') ?? '').replace(/[^\d.]/g, ''))))
    expect(plain).toBeGreaterThan(0)
    expect(byOdds).toBeCloseTo(plain / 2, 0)

    await expect(page.locator('.card span.late').first()).toContainText(say('board.lateShort'))
    await expect(page.locator('.card span.late svg').first()).toBeVisible()
    // The bottleneck of the sample: quotes lie there for weeks.
    await expect(column(page, 'Proposal').locator('.days.stale').first()).toContainText('longer than planned')
    await isClean(page)
  })

  test('U5 a card is moved by keyboard, read out, stays there after a reload, and is put back by Undo', async ({ page }) => {
    await lookAround(page)
    await openBoard(page)
    const before = await namesIn(page, 'Prospecting')
    await cards(page, 'Prospecting').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(page.locator('[aria-live=assertive]').filter({ hasText: 'dropped in Prospecting' })).toBeAttached()
    const after = [before[1], before[2], before[0], before[3]]
    await expect.poll(() => namesIn(page, 'Prospecting')).toEqual(after)
    await page.reload()
    await expect.poll(() => namesIn(page, 'Prospecting')).toEqual(after)

    await cards(page, 'Prospecting').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await expect(column(page, 'Qualification').locator('.count')).toHaveText('9')
    await expect(column(page, 'Prospecting').locator('.count')).toHaveText('8')
    await page
      .getByRole('button', { name: say('shell.undo') })
      .last()
      .click()
    await expect(column(page, 'Prospecting').locator('.count')).toHaveText('9')
    await expect.poll(() => namesIn(page, 'Prospecting')).toEqual(after)
  })

  test('U5 a card goes where the mouse drops it, and Escape leaves it where it was', async ({ page }) => {
    await lookAround(page)
    await openBoard(page)
    await expect(cards(page, 'Qualification').nth(2)).toBeVisible()
    const [first = ''] = await namesIn(page, 'Prospecting')
    const target = await namesIn(page, 'Qualification', 3)
    const from = await middleOf(cards(page, 'Prospecting').first())
    const to = await middleOf(cards(page, 'Qualification').nth(1))
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 8 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect.poll(() => namesIn(page, 'Qualification', 3)).toEqual(target)

    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 8 })
    await page.mouse.up()
    await expect(page.getByText(/moved to Qualification/).first()).toBeVisible()
    await expect.poll(() => namesIn(page, 'Qualification', 3)).toEqual([target[0], first, target[1]])
    expect(await dealsIn(page, 'Qualification')).toBe(9)
  })

  test('U5 a column folds to its head, keeps its count, and still takes a card', async ({ page }) => {
    await lookAround(page)
    await openBoard(page)
    await page.getByRole('button', { name: 'Fold Qualification' }).click()
    await expect(cards(page, 'Qualification')).toHaveCount(0)
    await expect(column(page, 'Qualification').locator('.count')).toHaveText('8')
    const [first = ''] = await namesIn(page, 'Prospecting')
    const from = await middleOf(cards(page, 'Prospecting').first())
    const to = await middleOf(column(page, 'Qualification'))
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 8 })
    await page.mouse.up()
    await expect(column(page, 'Qualification').locator('.count')).toHaveText('9')
    await page.getByRole('button', { name: 'Unfold Qualification' }).click()
    await expect.poll(() => namesIn(page, 'Qualification', 1)).toEqual([first])
  })

  test('what narrows the board narrows the list, and the other way round', async ({ page }) => {
    await lookAround(page)
    await openBoard(page)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(column(page, 'Won').locator('.count')).toHaveText('0')
    await expect(page.locator('h1 + p')).toContainText('47 deals')
    await page.getByRole('radio', { name: say('shell.list') }).check()
    await expect(page.locator('h1 + p')).toContainText('47 deals')
    await page.getByRole('radio', { name: say('shell.board') }).check()
    await page.getByRole('searchbox', { name: say('shell.search') }).fill('hotel')
    await expect.poll(async () => (await page.locator('h1 + p').textContent()) ?? '').not.toContain('47 deals')
    await expect.poll(() => page.url()).toContain('hotel')
    await page.reload()
    await expect(page.getByRole('searchbox', { name: say('shell.search') })).toHaveValue('hotel')
    for (const text of await page.locator('.card .open').allTextContents()) expect(text).toMatch(/hotel/i)
  })

  test('deals that nobody has placed yet can be put anywhere among themselves', async ({ page }) => {
    await startWorkspace(page)
    for (const name of ['First deal', 'Second deal', 'Third deal']) {
      await page.goto('/deals')
      await expect(page.getByRole('heading', { level: 1, name: say('entity.deal.many') })).toBeVisible()
      await addDeal(page, name)
    }
    await openBoard(page)
    await expect.poll(() => namesIn(page, 'Prospecting', 3)).toEqual(['First deal', 'Second deal', 'Third deal'])
    await cards(page, 'Prospecting').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    await expect.poll(() => namesIn(page, 'Prospecting', 3)).toEqual(['Second deal', 'Third deal', 'First deal'])
    // A card lies where it was put at once; that it stays there is said when it is on the disk.
    await expect(page.getByText('First deal moved to Prospecting').first()).toBeVisible()
    await page.reload()
    await expect.poll(() => namesIn(page, 'Prospecting', 3)).toEqual(['Second deal', 'Third deal', 'First deal'])
  })
})

test.describe('on a phone', () => {
  test.use({ hasTouch: true })

  test('S33 a deal is won from its menu: it says so, the chip fills, and its value moves along', async ({ page }) => {
    await lookAround(page)
    await openBoard(page)
    const [first = ''] = await namesIn(page, 'Prospecting')
    const won = await dealsIn(page, 'Won')
    await column(page, 'Prospecting')
      .getByRole('button', { name: /^Move .* to…$/ })
      .first()
      .tap()
    await page.getByRole('menuitemradio', { name: 'Won' }).tap()
    await expect(page.getByText(/moved to Won/).first()).toBeVisible()
    await expect(column(page, 'Won').locator('.count')).toHaveText(String(won + 1))
    await expect.poll(() => namesIn(page, 'Won', 1)).toEqual([first])
    await expect(cards(page, 'Won').first().locator('.filling')).toBeAttached()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  test('U5 a finger that rests on a card carries it; one that moves at once scrolls', async ({ page, context }) => {
    await lookAround(page)
    await openBoard(page)
    const before = await namesIn(page, 'Prospecting')
    const finger = await context.newCDPSession(page)
    const from = await middleOf(cards(page, 'Prospecting').first())
    const to = await middleOf(cards(page, 'Prospecting').nth(1))
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] })
    await touch('touchStart', from)
    await page.waitForTimeout(400)
    for (let step = 1; step <= 6; step += 1) await touch('touchMove', { x: from.x, y: from.y + ((to.y - from.y) * step) / 6 })
    await touch('touchEnd')
    await expect.poll(() => namesIn(page, 'Prospecting', 2)).toEqual([before[1], before[0]])

    const after = await namesIn(page, 'Prospecting')
    await touch('touchStart', to)
    for (let step = 1; step <= 6; step += 1) await touch('touchMove', { x: to.x, y: to.y - 30 * step })
    await touch('touchEnd')
    await expect
      .poll(() =>
        column(page, 'Prospecting')
          .locator('.cards')
          .evaluate(({ scrollTop }) => scrollTop),
      )
      .toBeGreaterThan(20)
    expect(await namesIn(page, 'Prospecting', 2)).toEqual(after.slice(0, 2))
  })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing on the board in ${colorScheme}, and nothing runs over at 360 pixels`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 360, height: 780 })
      await lookAround(page)
      await openBoard(page)
      await isClean(page)
    })
})
