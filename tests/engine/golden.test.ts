import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createJournal } from '../../src/core/journal.ts'
import { must } from '../../src/core/result.ts'
import { openBook, unheard, type OpenBook } from '../../src/engine/openbook.ts'
import { viewRecord } from '../../src/engine/recordview.ts'
import type { Roster } from '../../src/sync/roster.ts'
import { foldRoster } from '../../src/sync/rosterfold.ts'
import { restoreDatabase, type Dump } from '../fixtures/golden/database.ts'
import { aSpace, pullFrom, pushTo } from '../sync/replica/space.ts'
import { createProfile, NOON, type Profile } from './profile.ts'
import { valueOf } from './wanted.ts'

const window = { start: 0, count: 10 }

const bookOf = async (profile: Profile, { held }: Dump): Promise<OpenBook> => {
  return openBook(
    profile.platform(),
    held,
    createJournal(() => NOON),
    'en',
    unheard,
  )
}
const rosterOf = async ({ tables }: Dump): Promise<Roster> => {
  const genesis = tables['meta']?.find((row) => (row as { key: string }).key === 'genesis') as { value: { $bytes: string } } // as it was written down
  return valueOf(await foldRoster(crypto, [new Uint8Array(Buffer.from(genesis.value.$bytes, 'base64'))]))
}

test('a database that version 1 wrote opens, shows its records and takes edits', async () => {
  const dump = JSON.parse(readFileSync(new URL('../fixtures/golden/v1.json', import.meta.url), 'utf8')) as Dump // made by make.ts
  const profile = createProfile()
  await restoreDatabase(profile.platform(), dump, 1)
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

test('what waited in the outbox of version 1 is sent, the first packs with it', async () => {
  const dump = JSON.parse(readFileSync(new URL('../fixtures/golden/v1.json', import.meta.url), 'utf8')) as Dump // made by make.ts
  const profile = createProfile()
  await restoreDatabase(profile.platform(), dump, 1)
  const book = await bookOf(profile, dump)
  const roster = await rosterOf(dump)
  for (const replica of await book.replicas()) {
    const pending = await replica.outgoing(roster.head)
    if (replica.spaceId === dump.held.spaces.private) continue
    expect(pending.length).toBeGreaterThan(0)
    const packs = pending.flatMap((push) => push.packs)
    for (const pack of packs) expect(await replica.packBytes(pack)).not.toBeNull()
    expect(packs.length > 0).toBe(replica.spaceId === dump.held.spaces.settings)
  }
  expect(await book.session.store.counts()).toMatchObject({ outbox: 0, quarantine: 0 })
})

test('a database that version 2 wrote knows where it stands in the log, and sends what the relay lost before what it never had', async () => {
  const file = readFileSync(new URL('../fixtures/golden/v2.json', import.meta.url), 'utf8')
  const dump = JSON.parse(file) as Dump & { readonly company: string; readonly log: readonly string[] } // made by makev2.ts
  const profile = createProfile()
  await restoreDatabase(profile.platform(), dump, 2)
  const book = await bookOf(profile, dump)
  const roster = await rosterOf(dump)
  const replica = must(
    (await book.replicas()).find(({ spaceId }) => spaceId === dump.held.spaces.team),
    'the team',
  )
  expect((await replica.cursor()).seq).toBe(1)
  const log = dump.log.map((entry) => new Uint8Array(Buffer.from(entry, 'base64')))
  const space = aSpace()
  await space.append(must(log[0], 'the first entry'))
  const pending = await replica.outgoing(roster.head)
  expect(pending.map(({ entry }) => Buffer.from(entry).toString('base64')).slice(1, 2)).toEqual([dump.log[1]])
  expect(pending).toHaveLength(4) // what tells of the loss, what was lost, what was sealed, what was not
  await pushTo(replica, space, roster)
  expect(await pullFrom(replica, space, roster)).toBeNull()
  expect((await replica.cursor()).seq).toBe(5)
  const record = await viewRecord(book.session, dump.company)
  expect(record?.fields).toMatchObject({ industry: 'Tea', code: 'SB', taxId: '0105' })
})
