import { expect, test } from './test.ts'
import { locales } from '../../src/i18n/locales.ts'
import { english, lookAround, wordsOf } from './workspace.ts'

/** Every screen that the frame or the settings lead to; a record of each kind comes on top. */
const screens = [
  '/today',
  '/companies',
  '/companies?as=board',
  '/contacts',
  '/leads',
  '/deals',
  '/deals?as=board',
  '/work?as=agenda',
  '/work?as=calendar',
  '/work?as=week',
  '/work',
  '/orders',
  '/products',
  '/goals',
  '/insight',
  '/inbox',
  '/trash',
  '/import',
  '/settings',
  '/pipelines',
  '/fields',
  '/playbooks',
  '/teams',
  '/rates',
  '/feedback',
  '/people',
  '/not-shared',
  '/more',
]
const lists = ['/companies', '/contacts', '/leads', '/deals', '/orders', '/work']
const keys = Object.keys(english)

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

for (const locale of locales) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('U38 every screen speaks the language throughout and fits 360 pixels', async ({ page }) => {
      await lookAround(page, wordsOf(locale))
      const titles = new Set<string>()
      const look = async (place: string) => {
        const title = page.getByRole('heading', { level: 1 }).first()
        await expect(title, place).toBeVisible()
        await page.waitForTimeout(150)
        titles.add((await title.textContent()) ?? '')
        const { text, over } = await page.evaluate(() => ({
          text: document.body.innerText,
          over: document.documentElement.scrollWidth - innerWidth,
        }))
        expect(
          keys.filter((key) => text.includes(key)),
          place,
        ).toEqual([])
        expect(over, `${place} runs over`).toBeLessThanOrEqual(0)
      }
      const go = (href: string) =>
        page.evaluate((to) => {
          history.pushState({}, '', to)
          dispatchEvent(new PopStateEvent('popstate'))
        }, href)
      for (const href of screens) {
        await go(href)
        await look(href)
      }
      for (const href of lists) {
        await go(href)
        await page.getByRole('grid').getByRole('row').nth(1).click()
        await expect(page).toHaveURL(/_/)
        await look(`a record of ${href}`)
      }
      expect(titles.size).toBeGreaterThan(25)
    })
  })
}
