import { expect, test } from 'vitest'
import { viewRecord } from '../../../src/engine/recordview.ts'
import { valueOf } from '../../engine/wanted.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice } from './office.ts'
import { secondTab, teamIn } from './seat.ts'
import { pullFrom, pushTo } from './space.ts'

test('two tabs that take the same entries at once take each once, and both show them', async () => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  await office.settle()
  const ids: string[] = []
  for (let i = 0; i < 30; i += 1) {
    ids.push(await office.owner.create('company', { name: `Company ${i}` }))
    await office.owner.push()
  }
  const tab = await secondTab(bea)
  const other = await teamIn(tab, office.teamId)
  await Promise.all([bea.replica(), other].map((replica, i) => pullFrom(replica, office.space, office.roster(), 3 + i)))
  expect(await other.cursor()).toEqual(await bea.replica().cursor())
  for (const id of ids) {
    expect(await bea.field(id, 'name')).toMatch(/^Company/)
    await expect.poll(async () => (await viewRecord(tab.session, id))?.fields['name']).toMatch(/^Company/)
  }
  tab.close()
})

test('while one tab takes, edits of the other are neither lost nor sent twice', async () => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  const id = await office.owner.create('company', { name: 'Siam Beans' })
  await office.settle()
  const tab = await secondTab(bea)
  const writer = await tab.writer()
  const editing = async () => {
    for (let i = 0; i < 40; i += 1) valueOf(await writer.edit([{ id, changes: [{ path: 'code', value: `Code ${i}` }] }]))
  }
  const taking = async () => {
    for (let i = 0; i < 40; i += 1) {
      await office.owner.set(id, { industry: `Industry ${i}` })
      await office.owner.push()
      await bea.pull()
      await pushTo(bea.replica(), office.space, office.roster())
    }
  }
  await Promise.all([editing(), taking()])
  await office.settle()
  for (const desk of [office.owner, bea]) expect((await desk.view(id)).fields).toMatchObject({ code: 'Code 39', industry: 'Industry 39' })
  expect(await bea.digest()).toBe(await office.owner.digest())
  tab.close()
})

test('a tab that takes an import back misses nothing that another tab wrote just before', async () => {
  const { owner } = await anOffice()
  const deaf = { post: () => undefined, listen: () => () => undefined }
  await owner.reopen({ channel: () => deaf })
  const id = await owner.create('company', { name: 'Siam Beans' })
  await importAt(owner, 'import', 3)
  const tab = await secondTab(owner)
  valueOf(await (await tab.writer()).edit([{ id, changes: [{ path: 'name', value: 'Siam Tea' }] }]))
  await takeBack(owner, 'import')
  expect(owner.book().session.titleOf(id)).toBe('Siam Tea')
  tab.close()
})

test('a database from a backup takes back its own later edits, and shows that it is a copy by its counter', async () => {
  const office = await anOffice()
  const bea = await office.join('Bea')
  const dao = office.owner
  const id = await dao.create('company', { name: 'Siam Beans', description: 'Likes tea.' })
  await office.settle()
  const backup = await office.copyOf(dao)
  await dao.set(id, { industry: 'Tea', description: 'Likes tea. Pays late.' })
  await bea.set(id, { code: 'SB' })
  await office.settle()
  expect(await backup.replica().lastCounter()).toBeLessThan(await dao.replica().lastCounter())
  await backup.pull()
  expect((await backup.view(id)).fields).toMatchObject({ industry: 'Tea', code: 'SB', description: 'Likes tea. Pays late.' })
  expect(await backup.digest()).toBe(await dao.digest())
})
