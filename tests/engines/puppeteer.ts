import puppeteer, { type LaunchOptions } from 'puppeteer-core'
import { findChromium, firstThere, installDebian, launchFlags } from '../chromium.ts'
import { Missing, type Engine } from './engine.ts'

const findFirefox = () => firstThere([process.env['FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'])

export const openChromium = async (): Promise<Engine> => {
  const executablePath = findChromium() ?? (installDebian('chromium') ? findChromium() : undefined)
  if (executablePath === undefined) throw new Missing('install Debian’s `chromium` package or Chrome, or set CHROMIUM to its path')
  return open({ browser: 'chrome', executablePath, args: launchFlags })
}

export const openFirefox = async (): Promise<Engine> => {
  const executablePath = findFirefox() ?? (installDebian('firefox-esr') ? findFirefox() : undefined)
  if (executablePath === undefined) throw new Missing('install Debian’s `firefox-esr` package, or set FIREFOX to its path')
  return open({ browser: 'firefox', executablePath })
}

const open = async (options: LaunchOptions): Promise<Engine> => {
  const browser = await puppeteer.launch({ ...options, headless: true })
  const page = await browser.newPage()
  return {
    goto: async (url) => {
      await page.goto(url)
    },
    reload: async () => {
      await page.reload()
    },
    evaluate: (expression) => page.evaluate(expression),
    close: () => browser.close(),
  }
}
