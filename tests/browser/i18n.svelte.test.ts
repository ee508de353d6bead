import { flushSync } from 'svelte'
import { expect, test } from 'vitest'
import { i18n } from '../../src/i18n/i18n.svelte.ts'

test('U38: a change of language reaches what is on the screen and the page itself, without a reload', async () => {
  await i18n.load('shell')
  await i18n.setLocale('en')
  const seen: string[] = []
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(`${i18n.t('shell.undo')} ${i18n.money({ amount: 120_000, currency: 'THB' })} ${i18n.day('2026-11-22')}`)
    })
  })
  flushSync()
  await i18n.setLocale('th')
  flushSync()
  await i18n.setManner({ calendar: 'gregory' })
  flushSync()
  stop()
  expect(seen).toEqual(['Undo ฿1,200.00 22 Nov 2026', 'เลิกทำ ฿1,200.00 22 พ.ย. 2569', 'เลิกทำ ฿1,200.00 22 พ.ย. 2026'])
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['th', 'ltr'])
})
