import type { Page } from 'puppeteer-core'
import { randomFrom } from '../../src/core/random.ts'
import { person } from '../tables/names.ts'
import { atMost, quantile, type Row } from './results.ts'

/*
 * The search sheet of the built app on "large": from a keystroke to the answer in the page, records, places and commands together.
 */

const PEOPLE = 20
const BETWEEN_MS = 80
const WARMING_MS = 5_000

type TypingWindow = Window & { benchKeystrokes: number[] }

/** In the page: how long after each keystroke what was found changes. */
const watchTyping = () => {
  const page = window as unknown as TypingWindow // the runner's global
  page.benchKeystrokes = []
  let observer: MutationObserver | null = null
  document.addEventListener(
    'input',
    () => {
      const start = performance.now()
      observer?.disconnect()
      const next = new MutationObserver(() => {
        page.benchKeystrokes.push(performance.now() - start)
        next.disconnect()
      })
      observer = next
      const found = document.querySelector('dialog [role="listbox"]')
      if (found !== null) next.observe(found, { childList: true, subtree: true, characterData: true })
    },
    true,
  )
}

/** Beginnings of names of five scripts, and words of commands. */
const texts = (): readonly string[] => {
  const random = randomFrom(41)
  const names = Array.from({ length: PEOPLE }, (_, at) => {
    const { family, given } = person(at, random)
    return `${given.slice(0, 3)} ${family.slice(0, 3)}`
  })
  return [...names, 'new order', 'language', 'settings', 'dark']
}

export const palette = async (page: Page): Promise<Row> => {
  const pause = (ms: number) => page.evaluate((wait) => new Promise<void>((resolve) => setTimeout(resolve, wait)), ms)
  const empty = async () => {
    await page.keyboard.down('Control')
    await page.keyboard.press('a')
    await page.keyboard.up('Control')
    await page.keyboard.press('Backspace')
    await pause(BETWEEN_MS)
  }
  await page.keyboard.down('Control')
  await page.keyboard.press('k')
  await page.keyboard.up('Control')
  await page.waitForSelector('dialog input[type="search"]')
  // The texts that are searched are made at the first search after a start.
  await page.keyboard.sendCharacter('a')
  await pause(WARMING_MS)
  await empty()
  await page.evaluate(watchTyping)
  let typed = 0
  for (const text of texts()) {
    for (const letter of text) {
      await page.keyboard.sendCharacter(letter)
      await pause(BETWEEN_MS)
      typed += 1
    }
    await empty()
  }
  const times = await page.evaluate(() => (window as unknown as TypingWindow).benchKeystrokes)
  await page.keyboard.press('Escape')
  console.log(`palette: ${times.length} of ${typed} keystrokes and ${texts().length} emptyings changed what was found`)
  return atMost('palette, keystroke to answer, p95', quantile(times, 0.95), 'ms', 16, times.length)
}
