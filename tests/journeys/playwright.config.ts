import { defineConfig } from '@playwright/test'
import { ensureChromium, launchFlags } from '../chromium.ts'

export default defineConfig({
  testDir: '.',
  testIgnore: process.env['LONG'] === 'on' ? [] : ['speed.test.ts'],
  outputDir: '../../test-results/journeys',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  // A machine that stands still for seconds fails a journey that is right; what passes only the second time is told.
  retries: 1,
  reporter: 'line',
  use: {
    viewport: { width: 390, height: 844 },
    locale: 'en-US',
    timezoneId: 'America/St_Johns',
    colorScheme: 'light',
    launchOptions: { executablePath: ensureChromium(), args: launchFlags },
    // Pictures of every step were a quarter of all the time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
  },
})
