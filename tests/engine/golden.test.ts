import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { must } from '../../src/core/result.ts'
import { restoreDatabase, type Dump } from '../fixtures/golden/database.ts'
import { createProfile } from './profile.ts'
import { valueOf } from './wanted.ts'

const window = { start: 0, count: 10 }

test('a database that version 1 wrote opens, shows its records and takes edits', async () => {
  const dump = JSON.parse(readFileSync(new URL('../fixtures/golden/v1.json', import.meta.url), 'utf8')) as Dump // made by make.ts
  const profile = createProfile()
  await restoreDatabase(profile.platform(), dump)
  const engine = profile.tab()
  const opened = valueOf(await engine.open(dump.held.id))
  expect(opened.workspace).toMatchObject({ name: 'Siam Beans', baseCurrency: 'THB' })

  const [contact] = (await engine.query({ entity: 'contact' }, window)).rows
  const id = must(contact, 'the contact').id
  const record = must(await engine.record(id), 'its page')
  expect(record.fields).toMatchObject({
    name: { family: '김', given: '지훈' },
    jobTitle: 'Buyer',
    phones: [{ value: '+66812345678', kind: 'work' }],
    interests: ['tea'],
  })
  expect(record.history.map(({ path }) => path)).toEqual(['phones/p1/kind', 'jobTitle'])
  expect(Object.values(record.titles)).toContain('บริษัท สยามการค้า จำกัด')

  valueOf(await engine.edit([{ id, changes: [{ path: 'jobTitle', value: 'Owner' }] }]))
  expect((await engine.record(id))?.fields['jobTitle']).toBe('Owner')
})
