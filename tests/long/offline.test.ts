import { expect, test } from 'vitest'
import { intBelow, pickFrom, randomFrom } from '../../src/core/random.ts'
import { must } from '../../src/core/result.ts'
import { importAt } from '../sync/replica/imports.ts'
import { anOffice, type Desk } from '../sync/replica/office.ts'

const DAYS = 30
const EDITS = 5_000
const COMPANIES = 1_000
const DAY = 86_400_000
const fields = ['industry', 'code', 'taxId', 'website'] as const

test('L5: 5,000 edits of a desk that was away for 30 days merge within 30 s, and every field that both edited is listed', async () => {
  const random = randomFrom(5)
  const office = await anOffice(5)
  const dao = office.owner
  const bea = await office.join('Bea')
  const ids = await importAt(dao, 'the book', COMPANIES)
  await office.settle()
  const edited = new Map<Desk, Set<string>>([
    [dao, new Set()],
    [bea, new Set()],
  ])
  for (let edit = 0; edit < EDITS; edit += 1) {
    for (const [desk, names] of edited) {
      if (edit % Math.ceil(EDITS / DAYS) === 0) {
        desk.profile.advance(DAY)
        if (desk === dao) await dao.sync()
      }
      const [id, field] = [pickFrom(random, ids), pickFrom(random, fields)]
      desk.profile.advance(intBelow(random, 10_000))
      await desk.set(id, { [field]: `https://x.example/${desk.name}/${edit}` })
      names.add(`${id} ${field}`)
    }
  }
  await dao.sync()

  const start = performance.now()
  await bea.sync()
  await dao.sync()
  const seconds = (performance.now() - start) / 1_000
  console.info(`merged in ${seconds.toFixed(1)} s`)
  expect(seconds).toBeLessThan(30)

  expect(await bea.digest()).toBe(await dao.digest())
  const [ofDao, ofBea] = [dao, bea].map((desk) => must(edited.get(desk), desk.name))
  const both = [...must(ofDao, 'edits')].filter((name) => ofBea?.has(name)).sort()
  expect(both.length).toBeGreaterThan(1_000)
  for (const desk of [dao, bea]) {
    const listed: string[] = []
    for (const id of ids) for (const { path } of (await desk.view(id)).conflicts) listed.push(`${id} ${path}`)
    expect(listed.sort()).toEqual(both)
  }
})
