import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeProfile } from './profile.ts'
import { expect, reportProblems, test } from './test.ts'
import { wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('a browser that is told to keep no site’s data is told what to do, in one sentence', async ({ server }) => {
  const profile = await makeProfile()
  try {
    await mkdir(join(profile.folder, 'Default'))
    const keepNothing = { profile: { default_content_setting_values: { cookies: 2 } } }
    await writeFile(join(profile.folder, 'Default/Preferences'), JSON.stringify(keepNothing))
    const { context } = await profile.open()
    const problems: string[] = []
    await reportProblems(context, server.address, (problem) => problems.push(problem))
    const page = await context.newPage()
    await page.goto(server.address)
    await expect(page.getByRole('alert')).toContainText(say('shell.error.storageRefused'))
    await expect(page.getByRole('button', { name: say('shell.reload') })).toBeVisible()
    expect(problems).toEqual([])
  } finally {
    await profile.remove()
  }
})

test('a browser whose private windows throw at the first look into storage is told the same', async ({ page, context }) => {
  await context.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch()
    const refuse = `IDBFactory.prototype.open = () => { throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError') };`
    await route.fulfill({ response, body: refuse + (await response.text()) })
  })
  await page.goto('/')
  await expect(page.getByRole('alert')).toContainText(say('shell.error.storageRefused'))
})
