import { isClean } from './axe.ts'
import { expect, test } from './test.ts'
import { lookAround, wordsOf } from './workspace.ts'

const say = wordsOf('en')

test('S17 a deal without a decision maker gets one in two taps, and the list of those that lack one no longer holds it', async ({
  page,
}) => {
  await lookAround(page)
  await page.goto('/deals')
  await page.getByRole('button', { name: say('view.deal.noDecisionMaker'), exact: true }).click()
  await page.getByRole('grid').getByRole('row').first().click()
  await expect(page).toHaveURL(/\/deals\/deal_/)
  const people = page.getByRole('region', { name: say('entity.relation.many'), exact: true })
  await people.getByRole('button', { name: say('stakeholders.gap.decisionMaker') }).click()
  const person = page.getByRole('dialog').getByRole('listitem').first().getByRole('button')
  const name = (await person.locator('.label').innerText()).trim()
  await person.click()
  await expect(people.getByRole('link', { name })).toContainText(say('relation.role.decisionMaker'))
  await expect(people.getByRole('button', { name: say('stakeholders.gap.decisionMaker') })).toBeHidden()

  await people.getByRole('button', { name: `Change what ${name} does here` }).click()
  await people.getByLabel(say('relation.influence')).selectOption('5')
  await people.getByLabel(say('relation.sentiment')).selectOption('positive')
  await expect(people.getByRole('link', { name })).toContainText('Influence 5 of 5')
  await expect(people.getByText(say('relation.sentiment.positive')).first()).toBeVisible()
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await isClean(page)

  const deal = await page.getByRole('heading', { level: 1 }).innerText()
  await people.getByRole('link', { name }).click()
  const parts = page.getByRole('region', { name: say('stakeholders.deals') })
  await expect(parts.getByRole('link', { name: deal })).toContainText(say('relation.role.decisionMaker'))
})
