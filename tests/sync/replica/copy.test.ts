import { expect, test } from 'vitest'
import { copyStorm, meet } from './copystorm.ts'
import { diesAt } from './faults.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Desk, type Office } from './office.ts'

/** Dao's browser was copied while it held unsent edits; both go on. */
const copied = async (before: (office: Office, dao: Desk) => Promise<void> = () => Promise.resolve()) => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  const dao = office.owner
  const id = await dao.create('company', { name: 'Siam Beans', description: 'Likes tea.', phones: [] })
  await office.settle()
  await before(office, dao)
  const copy = await office.copyOf(dao)
  return { office, dao, bea, copy, id }
}

/** As chance would have it, nothing is lost on the way. */
const all = () => 0.99

const isEqual = async (office: Office) => {
  await office.settle()
  await office.settle()
  const [first, ...rest] = await Promise.all(office.all().map((desk) => desk.digest()))
  for (const one of rest) expect(one).toBe(first)
  for (const desk of office.all()) {
    expect(await desk.book().session.store.quarantine.list()).toEqual([])
    expect(await desk.replica().outgoing(office.roster().head)).toEqual([])
  }
}

test('what both wrote under the same client ids is all there, once', async () => {
  const { office, dao, bea, copy, id } = await copied()
  await dao.set(id, { industry: 'Tea', description: 'Likes tea. Pays late.' })
  await copy.set(id, { code: 'SB', description: 'Likes tea, and cake.' })
  const made = await copy.create('company', { name: 'Made in the copy', description: 'New.' })
  await copy.set(made, { industry: 'Rice' })
  await dao.sync()
  await bea.sync()
  await expect(copy.pull()).rejects.toThrow('copied')
  await office.part(copy)
  await isEqual(office)
  for (const desk of [dao, bea, copy]) {
    expect((await desk.view(id)).fields).toMatchObject({ industry: 'Tea', code: 'SB' })
    expect(await desk.field(id, 'description')).toBe('Likes tea, and cake. Pays late.')
    expect((await desk.view(made)).fields).toMatchObject({ name: 'Made in the copy', description: 'New.', industry: 'Rice' })
    expect((await desk.view(id)).conflicts).toEqual([])
  }
})

test('what was unsent when it was copied is there once, whoever sends it first', async () => {
  const { office, dao, bea, copy, id } = await copied(async (_, one) => {
    for (const edit of ['Likes tea. Pays', 'Likes tea. Pays late.']) {
      const [known] = await ids(one)
      await one.set(known ?? '', { description: edit, industry: edit })
    }
    await one.create('company', { name: 'Before', description: 'Written once.' })
  })
  await dao.set(id, { code: 'of Dao' })
  await copy.set(id, { code: 'of the copy', website: 'https://copy.example' })
  await dao.sync()
  await office.part(copy)
  await isEqual(office)
  for (const desk of [dao, bea, copy]) {
    expect((await desk.view(id)).fields).toMatchObject({ description: 'Likes tea. Pays late.', website: 'https://copy.example' })
    const before = (await ids(desk)).length
    expect(before).toBe(2)
  }
})

const ids = async (desk: Desk): Promise<readonly string[]> => {
  const { session, index } = desk.book()
  await index.whole()
  const rows = session.tables.rows('company')
  return Array.from({ length: rows.length }, (_, row) => rows.idOf(row))
}

test.each([21, 22, 23])(
  'after a storm with a device that was copied, all hold the same, and each letter once (SEED=%i)',
  { timeout: 120_000 },
  async (seed) => {
    const { office, said } = await copyStorm({ seed, desks: 2, edits: 300, copies: 1 })
    await isEqual(office)
    const held = await office.owner.digest()
    for (const letter of said) expect(held.split(letter).length - 1, letter).toBe(1)
  },
)

test.each([24, 25])('copies of copies lose nothing, and all hold the same (SEED=%i)', { timeout: 120_000 }, async (seed) => {
  const { office, said } = await copyStorm({ seed, desks: 2, edits: 300, copies: 4 })
  expect(office.all().length).toBeGreaterThan(3)
  await isEqual(office)
  const held = await office.owner.digest()
  for (const letter of said) expect(held).toContain(letter)
})

test('a copy that dies at any step of its parting goes on after it, and doubles nothing', { timeout: 120_000 }, async () => {
  let steps = 0
  for (let hasDied = true; hasDied; steps += 1) {
    const { office, dao, copy, id } = await copied()
    await dao.set(id, { industry: 'Tea', description: 'Likes tea. Pays late.' })
    await copy.set(id, { code: 'SB', description: 'Likes tea, and cake.' })
    await dao.sync()
    hasDied = await diesAt(steps * 3 + 1, async (dying, arm) => {
      await copy.reopen({ crypto: dying })
      arm()
      await meet(all, copy, office)
    })
    await copy.reopen()
    await meet(all, copy, office)
    await isEqual(office)
    expect((await copy.view(id)).fields).toMatchObject({ industry: 'Tea', code: 'SB', description: 'Likes tea, and cake. Pays late.' })
    copy.close()
  }
  expect(steps).toBeGreaterThan(5)
})

test('an import that was not sent, and the undo of one that was, are the copy’s own then', async () => {
  const { office, dao, bea, copy } = await copied(async (_, one) => {
    await importAt(one, 'sent', 20)
    await one.sync()
    await one.sync()
  })
  await importAt(copy, 'unsent', 30)
  await takeBack(copy, 'sent')
  await dao.create('company', { name: 'Goes first' })
  await dao.sync()
  await office.part(copy)
  await isEqual(office)
  for (const desk of [dao, bea, copy]) expect(await liveCompanies(desk)).toBe(2 + 30)
})

const liveCompanies = async (desk: Desk): Promise<number> => {
  const { session, index } = desk.book()
  await index.whole()
  return [...session.tables.rows('company').live].filter((one) => one === 1).length
}
