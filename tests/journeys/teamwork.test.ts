import { expect, test } from './test.ts'
import { isClean } from './axe.ts'
import { startWorkspace, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('S39, S40 a call that was given to a team is taken from its queue and done, and the goal for calls goes on by one', async ({
  page,
}) => {
  await startWorkspace(page)
  await page.goto('/teams')
  await page.getByRole('button', { name: say('teams.new') }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel(say('team.name')).fill('Inside sales')
  await sheet.getByRole('button', { name: 'Ann Lee' }).click()
  await sheet.getByRole('button', { name: say('shell.save') }).click()
  await expect(page.getByText('1 person')).toBeVisible()

  await page.goto('/goals')
  await page.getByRole('button', { name: say('goals.new') }).click()
  await sheet.getByLabel(say('goal.metric')).selectOption('activities')
  await sheet.getByLabel(say('goal.activityKind')).selectOption('call')
  await sheet.getByLabel(say('goal.target')).fill('5')
  await isClean(page)
  await sheet.getByRole('button', { name: say('shell.save') }).click()
  await expect(page.getByText('0 of 5')).toBeVisible()

  await page.goto('/work?as=agenda')
  await page.getByRole('button', { name: say('shell.action.newActivity') }).click()
  await sheet.getByRole('textbox', { name: say('activity.subject') }).fill('Call Siam Foods')
  await sheet.getByRole('combobox', { name: new RegExp(`^${say('activity.kind')}`) }).selectOption('call')
  await sheet.getByRole('button', { name: say('shell.moreFields') }).click()
  const queue = sheet.getByRole('combobox', { name: say('activity.queueTeamId') })
  await queue.fill('Inside')
  await page.getByRole('option', { name: 'Inside sales' }).click()
  await page.keyboard.press('Control+Enter')
  await expect(sheet).toBeHidden()
  await page.goto('/work?as=agenda')
  await page.getByRole('radio', { name: say('work.whose.queue') }).check({ force: true })
  await page.getByRole('button', { name: `${say('work.take')}: Call Siam Foods` }).click()
  await expect(page.getByText(say('work.queue.empty'))).toBeVisible()
  await page.getByRole('radio', { name: say('work.whose.mine') }).check({ force: true })
  await page.getByRole('checkbox', { name: /Call Siam Foods/ }).click()
  await expect(page.getByText('Call Siam Foods is done')).toBeVisible()
  await page.goto('/goals')
  await expect(page.getByText('1 of 5')).toBeVisible()
})
