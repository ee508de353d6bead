import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { importTable, startWorkspace, wordsOf } from './workspace.ts'

/* Measures time, so it wants a quiet machine: part of `npm run test:long`, not of `npm test`. */

const say = wordsOf('en')
const count = (page: Page) => page.locator('h1 + p')

test.use({ viewport: { width: 1280, height: 800 } })

/** Many people, none of whom is like another. */
const crowd = (size: number): string => {
  const lines = Array.from({ length: size }, (_, at) => {
    const family = `Family${String(at % 977).padStart(3, '0')}`
    return `Given${String(at).padStart(5, '0')},${family},Firm ${at % 2_000},${at % 3 === 0 ? 'Buyer' : 'Owner'},person${at}@example.com`
  })
  return ['Given name,Family name,Company,Job title,Email', ...lines].join('\n')
}

test('S18 50,000 contacts on a slow machine: the list opens, scrolls and filters without a wait', async ({ page, context }) => {
  test.setTimeout(240_000)
  await startWorkspace(page)
  await importTable(page, 'crowd.csv', crowd(50_000))
  await page.getByRole('link', { name: say('shell.nav.deals') }).click()
  await expect(count(page)).toContainText('0 deals')

  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })

  const opening = await page.evaluate(timed, { press: 'a[href="/contacts"]', until: '[role=row][aria-rowindex="2"]:not([aria-busy=true])' })
  expect(opening, 'from the press to the first row').toBeLessThan(1_000)
  await expect(count(page)).toContainText('50,000')

  const blank = await page.evaluate(longestBlank)
  expect(blank, 'a row in sight without its record, while the list is flicked').toBeLessThan(100)

  const filtering = await page.evaluate(timed, { press: '.views button:nth-of-type(4)', until: '.empty' })
  expect(filtering, 'from the press to the filtered list').toBeLessThan(150)
})

/** Milliseconds from a press until something is drawn. Runs in the page. */
const timed = ({ press, until }: { press: string; until: string }): Promise<number> =>
  new Promise((resolve) => {
    const from = performance.now()
    document.querySelector<HTMLElement>(press)?.click()
    const look = () => {
      if (document.querySelector(until)) resolve(performance.now() - from)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

/** Scrolls as a thumb flicks, 4,000 pixels a second, for two seconds, and measures for how long a row in sight stood empty. Runs in the page. */
const longestBlank = async (): Promise<number> => {
  const grid = document.querySelector<HTMLElement>('[role=grid]')
  if (!grid) throw new Error('no list')
  const from = performance.now()
  let since: number | null = null
  let longest = 0
  for (let now = from; now < from + 2_500; now = performance.now()) {
    grid.scrollTop = 4 * Math.min(now - from, 2_000)
    await new Promise(requestAnimationFrame)
    const { top, bottom } = grid.getBoundingClientRect()
    const isBlank = [...grid.querySelectorAll('[aria-busy=true]')].some((row) => {
      const box = row.getBoundingClientRect()
      return box.bottom > top && box.top < bottom
    })
    since = isBlank ? (since ?? performance.now()) : null
    if (since !== null) longest = Math.max(longest, performance.now() - since)
  }
  return longest
}
