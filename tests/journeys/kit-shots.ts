/**
 * Pictures of the kit page at both sizes, in both themes and three languages, and what axe says of it. Run by hand:
 * `npx vite --port 8120 --host 127.0.0.1`, then `npx node tests/journeys/kit-shots.ts [address] [part of a name]`; the pictures come to test-results/kit.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { ensureChromium, launchFlags } from '../chromium.ts'

const [address = 'http://127.0.0.1:8120/src/screens/kit/kit.html', only = ''] = process.argv.slice(2)
const folder = 'test-results/kit'
/** A page of 9,000 pixels is cut into pictures that an eye can take in. */
const sliceHeight = 1_400
const sizes = [
  { name: 'phone', width: 390, height: 844, isPhone: true },
  { name: 'desk', width: 1280, height: 800, isPhone: false },
]
const themes = ['light', 'dark']
const languages = ['en', 'th', 'zh-CN']

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: ensureChromium(), args: launchFlags })
let problems = 0

for (const { name, width, height, isPhone } of sizes)
  for (const theme of themes)
    for (const language of languages) {
      const shot = `${name}-${theme}-${language}`
      if (!shot.includes(only)) continue
      const context = await browser.newContext({ viewport: { width, height }, hasTouch: isPhone, isMobile: isPhone, deviceScaleFactor: 1 })
      const page = await context.newPage()
      page.on('pageerror', (error) => {
        problems++
        console.log(`${shot}: ${error.message}`)
      })
      await page.goto(`${address}?lang=${language}&theme=${theme}`)
      await page.getByRole('heading', { name: 'Kit' }).waitFor()
      await page.waitForTimeout(800)
      const whole = await page.evaluate(() => document.documentElement.scrollHeight)
      for (let y = 0, slice = 0; y < whole; y += sliceHeight, slice++)
        await page.screenshot({
          path: `${folder}/${shot}-${slice}.png`,
          fullPage: true,
          clip: { x: 0, y, width, height: Math.min(sliceHeight, whole - y) },
        })

      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      problems += violations.length + (overflow > 0 ? 1 : 0)
      for (const { id, help, nodes } of violations)
        console.log(`${shot}: ${id}: ${help}\n  ${nodes.map(({ html }) => html.slice(0, 160)).join('\n  ')}`)
      if (overflow > 0) console.log(`${shot}: wider than the window by ${overflow} px`)

      await page.locator('[data-part^="Sheet"] button').first().click()
      await page.waitForTimeout(400)
      await page.screenshot({ path: `${folder}/${shot}-sheet.png` })
      await page.keyboard.press('Escape')
      await page.locator('[data-part^="Sheet"] button').nth(1).click()
      await page.waitForTimeout(300)
      await page.screenshot({ path: `${folder}/${shot}-toast.png` })
      await context.close()
    }

await browser.close()
console.log(problems === 0 ? 'axe is content' : `${problems} problems`)
process.exitCode = problems === 0 ? 0 : 1
