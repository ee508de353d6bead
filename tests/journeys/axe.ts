import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Text that is half faded in has the contrast of neither end. What turns for ever is left alone. */
const stillness = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const moving = () => document.getAnimations().filter((each) => each.playState === 'running' && Number.isFinite(endOf(each)))
    const endOf = ({ effect }: Animation) => Number(effect?.getComputedTiming().endTime ?? 0)
    const frame = () => new Promise(requestAnimationFrame)
    // What begins with the next frame is seen in the one after.
    do {
      await Promise.allSettled(moving().map(({ finished }) => finished))
      await frame()
      await frame()
    } while (moving().length > 0)
  })

/** What axe finds once nothing moves, as rule and places; by default against WCAG 2.2 AA. */
export const problemsOf = async (page: Page, rules?: string[]) => {
  await stillness(page)
  const builder = new AxeBuilder({ page })
  const { violations } = await (rules === undefined ? builder.withTags(wcag) : builder.withRules(rules)).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

/** Nothing found, and nothing runs over at the side. */
export const isClean = async (page: Page): Promise<void> => {
  expect(await problemsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}
