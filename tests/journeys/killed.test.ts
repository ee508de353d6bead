import type { BrowserContext, Page } from '@playwright/test'
import { setTimeout as after } from 'node:timers/promises'
import { makeProfile, type BrowserProfile, type RunningBrowser } from './profile.ts'
import { companies, history, makeCompany, nameIn, rename, send, writeCompany } from './steps.ts'
import { expect, reportProblems, test as base } from './test.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

const test = base.extend<{ profile: BrowserProfile }>({
  profile: async ({}, use) => {
    const profile = await makeProfile()
    await use(profile)
    await profile.remove()
  },
})

const PRESSED = 'Create was pressed'

/** A window of the app that tells each sentence the moment the person sees it: what was told then must be true for ever. */
interface Window {
  readonly page: Page
  readonly seen: string[]
}

const windowOn = async (context: BrowserContext, address: string): Promise<Window> => {
  const seen: string[] = []
  const page = await context.newPage()
  await page.exposeFunction('tellTest', (text: string) => seen.push(text))
  await page.addInitScript((pressed) => {
    const { tellTest } = window as unknown as { tellTest: (text: string) => void } // put there by exposeFunction above
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof Element && node.matches('.toast')) tellTest(node.querySelector('p')?.textContent ?? '')
    }).observe(document, { childList: true, subtree: true })
    const isSend = ({ target }: Event) => target instanceof Element && target.closest('dialog footer button.primary') !== null
    document.addEventListener('click', (event) => isSend(event) && tellTest(pressed), { capture: true })
  }, PRESSED)
  await page.goto(address)
  return { page, seen }
}

/** Kills the process that shows the page, the engine with it. */
const crash = async ({ page }: Window): Promise<void> => {
  const devtools = await page.context().newCDPSession(page)
  const isCrashed = page.waitForEvent('crash')
  devtools.send('Page.crash').catch(() => undefined) // no answer comes from the dead
  await isCrashed
  await page.close()
}

/** So many milliseconds after the press, before, in and after the writing; or once the person was told. */
const cuts = [0, 5, 12, 'told', 30, 'told'] as const

test('a company whose form is cut off while it saves is there whole, once, or is a draft again', async ({ profile, server }) => {
  test.slow() // six starts of the app, one of the whole browser
  let browser: RunningBrowser = await profile.open()
  const problems: string[] = []
  await reportProblems(browser.context, server.address, (problem) => problems.push(problem))
  const first = await browser.context.newPage()
  await startWorkspace(first, say, server.address)
  await first.close()

  const sure = new Set<string>()
  for (const [round, cut] of cuts.entries()) {
    const isWholeBrowser = round === cuts.length - 1
    const name = `Company ${round}`
    const { page, seen } = await windowOn(browser.context, `${server.address}/companies`)
    const form = await writeCompany(page, name)
    await form.getByRole('textbox', { name: 'Phone' }).fill('+66812345678')
    await form.getByRole('textbox', { name: 'Email' }).fill('dao@example.com')
    await page.waitForTimeout(900) // the draft is kept

    void send(form).catch(() => undefined)
    await expect.poll(() => seen, { timeout: 20_000 }).toContainEqual(cut === 'told' ? expect.stringContaining(name) : PRESSED)
    if (cut !== 'told') await after(cut)
    if (isWholeBrowser) {
      await browser.kill()
      browser = await profile.open()
      await reportProblems(browser.context, server.address, (problem) => problems.push(problem))
    } else await crash({ page, seen })
    if (seen.some((text) => text.includes(name))) sure.add(name)

    const { page: next } = await windowOn(browser.context, `${server.address}/companies`)
    await expect(next.getByText(new RegExp(`^(${sure.size}|${sure.size + 1}) compan`))).toBeVisible()
    const isThere = (await companies(next).filter({ hasText: name }).count()) > 0
    for (const one of sure) await expect(companies(next).filter({ hasText: one })).toHaveCount(1)
    if (isThere) {
      sure.add(name)
      await companies(next).filter({ hasText: name }).click()
      await expect(next.getByText('+66 81 234 5678')).toBeVisible()
      await expect(next.getByText('dao@example.com')).toBeVisible()
    }
    await next
      .getByRole('button', { name: say('shell.action.newCompany') })
      .first()
      .click()
    await expect(nameIn(next.getByRole('dialog'))).toHaveValue(isThere ? '' : name)
    if (!isThere) await next.getByRole('button', { name: 'Start over' }).click()
    await next.close()
  }
  expect(sure.size).toBeGreaterThan(1)
  expect(problems).toEqual([])
})

test('of a row of edits, cut off anywhere, each that was said to be saved is there, and none is there twice', async ({
  profile,
  server,
}) => {
  let browser = await profile.open()
  const first = await browser.context.newPage()
  await startWorkspace(first, say, server.address)
  await makeCompany(first, 'Ledger 0')
  const address = first.url()
  await first.close()

  let last = 0
  test.slow()
  for (const [round, cutAfter] of [400, 650, 900].entries()) {
    const window = await windowOn(browser.context, address)
    await expect(nameIn(window.page)).toHaveValue(`Ledger ${last}`)
    const before = last
    const saved = () => before + window.seen.filter((text) => text === 'Name changed').length
    const cut = new AbortController()
    const isCut = () => cut.signal.aborted
    const editing = (async () => {
      for (let next = before + 1; !isCut(); next += 1) {
        await rename(window.page, `Ledger ${next}`)
        while (!isCut() && saved() < next) await after(2)
      }
    })().catch(() => undefined) // the page is gone
    while (saved() === before) await after(5)
    await after(cutAfter)
    cut.abort()
    if (round === 2) {
      await browser.kill()
      browser = await profile.open()
    } else await crash(window)
    await editing

    const { page } = await windowOn(browser.context, address)
    const name = await page.getByRole('heading', { level: 1 }).textContent()
    expect([saved(), saved() + 1].map((number) => `Ledger ${number}`)).toContain(name)
    last = Number(name?.split(' ')[1])
    const steps = await history(page).evaluateAll((lines) => lines.map((line) => line.querySelector('ins')?.textContent))
    expect(steps).toEqual(Array.from({ length: Math.min(10, last) }, (_, i) => `Ledger ${last - i}`))
    await page.close()
  }
  expect(last).toBeGreaterThan(3)
})
