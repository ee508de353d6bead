import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Quiet and the same everywhere: no sandbox (containers run as root), no GPU, no traffic of the browser's own. */
export const launchFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** The first of these paths where a file is. */
export const firstThere = (paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path))

/** The path of an installed Chromium or Chrome; the environment's `CHROMIUM` comes first. */
export const findChromium = (): string | undefined => firstThere(places)

/** As `findChromium`, but installs Debian's package where it is missing and we may; else says in one sentence what to do and ends the process. */
export const ensureChromium = (): string => {
  const found = findChromium() ?? (installDebian('chromium') ? findChromium() : undefined)
  if (found !== undefined) return found
  console.error('The browser tests need Chromium: install Debian’s `chromium` package or Chrome, or set CHROMIUM to its path.')
  process.exit(1)
}

/** Installs packages where we are root on a Debian; false where we are not, or where that fails. */
export const installDebian = (...packages: string[]): boolean => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing Debian’s ${packages.join(', ')}.`)
  const aptGet = (...args: string[]) => {
    execFileSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  try {
    aptGet('update')
    aptGet('install', '-y', '--no-install-recommends', ...packages)
    return true
  } catch {
    return false
  }
}
