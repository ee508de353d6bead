import { describe, expect, test } from 'vitest'
import { createProfile, startedIn } from './profile.ts'
import { aWorkspace, problemOf, valueOf } from './wanted.ts'

const companies = { entity: 'company', sort: [{ column: 'name' }] }
const window = { start: 0, count: 50 }

describe('a company, the whole way', () => {
  test('is made, listed, edited, undone, trashed and restored', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const id = profile.makeId('company')
    valueOf(await engine.create({ id, values: { name: ' Siam Beans ', industry: 'Food' } }))
    expect((await engine.query(companies, window)).rows).toMatchObject([{ id, name: 'Siam Beans', industry: 'Food' }])
    const edited = valueOf(await engine.edit([{ id, changes: [{ path: 'name', value: 'Siam Coffee' }] }]))
    expect((await engine.record(id))?.fields['name']).toBe('Siam Coffee')
    expect((await engine.record(id))?.titles[opened.memberId]).toBe('Dao')
    expect((await engine.record(id))?.history).toMatchObject([
      { path: 'name', before: 'Siam Beans', after: 'Siam Coffee', byId: opened.memberId },
    ])
    await engine.undo(edited.step ?? undefined)
    expect((await engine.record(id))?.fields['name']).toBe('Siam Beans')
    valueOf(await engine.trash([id]))
    expect((await engine.query(companies, window)).total).toBe(0)
    expect((await engine.query({ ...companies, trash: true }, window)).total).toBe(1)
    valueOf(await engine.restore([id]))
    expect((await engine.query(companies, window)).total).toBe(1)
  })

  test('is still there in the next tab, with and without a column cache', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const ids = Array.from({ length: 20 }, () => profile.makeId('company'))
    for (const [i, id] of ids.entries()) valueOf(await engine.create({ id, values: { name: `Company ${i}` } }))
    const other = profile.tab()
    valueOf(await other.open(opened.id))
    const answer = await other.query(companies, window)
    expect(answer.rows.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => `Company ${i}`))
    expect(opened.workspace).toMatchObject({ name: aWorkspace.name, timeZone: 'Asia/Bangkok' })
  })

  test('asked for twice (the worker died before it answered) is made once', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const id = profile.makeId('company')
    valueOf(await engine.create({ id, values: { name: 'Siam Beans' } }))
    valueOf(await engine.create({ id, values: { name: 'Siam Beans' } }))
    expect((await engine.query(companies, window)).total).toBe(1)
  })

  test('another tab shows the edit', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const other = profile.tab()
    valueOf(await other.open(opened.id))
    const id = profile.makeId('company')
    valueOf(await engine.create({ id, values: { name: 'Siam Beans' } }))
    await expect.poll(async () => (await other.query(companies, window)).total).toBe(1)
    valueOf(await other.edit([{ id, changes: [{ path: 'code', value: 'SB' }] }]))
    await expect.poll(async () => (await engine.record(id))?.fields['code']).toBe('SB')
  })
})

test('U14 Delete account: children hidden, restored together; what was in the trash before stays there', async () => {
  const profile = createProfile()
  const { engine } = await startedIn(profile)
  const [company, stays, goes] = [profile.makeId('company'), profile.makeId('contact'), profile.makeId('contact')]
  valueOf(await engine.create({ id: company, values: { name: 'Siam Beans' } }))
  for (const id of [stays, goes]) valueOf(await engine.create({ id, values: { name: { family: 'Dee', given: id }, companyId: company } }))
  valueOf(await engine.trash([stays]))
  profile.advance(1_000)
  expect(valueOf(await engine.trash([company])).ids).toHaveLength(2)
  expect((await engine.query({ entity: 'contact' }, window)).total).toBe(0)
  valueOf(await engine.restore([company]))
  expect((await engine.query({ entity: 'contact' }, window)).rows.map(({ id }) => id)).toEqual([goes])
  expect((await engine.query({ entity: 'contact', trash: true }, window)).total).toBe(1)
})

test('U6 one undo brings back two hundred edited rows, and leaves a teammate’s later edit alone', async () => {
  const profile = createProfile()
  const { engine, opened } = await startedIn(profile)
  const ids = Array.from({ length: 200 }, () => profile.makeId('company'))
  for (const [i, id] of ids.entries()) valueOf(await engine.create({ id, values: { name: `Company ${i}`, industry: 'Food' } }))
  const bulk = valueOf(await engine.edit(ids.map((id) => ({ id, changes: [{ path: 'industry', value: 'Drinks' }] }))))
  const teammate = profile.tab()
  valueOf(await teammate.open(opened.id))
  const theirs = ids.slice(0, 3)
  valueOf(await teammate.edit(theirs.map((id) => ({ id, changes: [{ path: 'industry', value: 'Tea' }] }))))
  await expect
    .poll(async () => (await engine.query({ entity: 'company', filter: { column: 'industry', op: 'is', value: 'Tea' } }, window)).total)
    .toBe(3)
  await engine.undo(bulk.step ?? undefined)
  const count = async (value: string) =>
    (await engine.query({ entity: 'company', filter: { column: 'industry', op: 'is', value } }, window)).total
  expect([await count('Food'), await count('Drinks'), await count('Tea')]).toEqual([197, 0, 3])
})

describe('bad input', () => {
  test('S3 an address without an @ and a phone that is none are named at their fields; nothing is saved', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const refused = await engine.create({
      id: profile.makeId('contact'),
      values: {
        name: { family: 'Dee', given: 'Mana' },
        emails: [{ id: 'e1', order: 'a', value: 'abc' }],
        phones: [{ id: 'p1', order: 'a', value: '08-1234' }],
      },
    })
    expect(problemOf(refused)).toMatchObject({
      code: 'invalid',
      problems: [
        { path: 'phones/0/value', code: 'invalidPhone' },
        { path: 'emails/0/value', code: 'invalidEmail' },
      ],
    })
    expect((await engine.query({ entity: 'contact' }, window)).total).toBe(0)
  })

  test('S3 a Thai number is stored as the world dials it', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const id = profile.makeId('contact')
    valueOf(
      await engine.create({
        id,
        values: { name: { family: 'Dee', given: 'Mana' }, phones: [{ id: 'p1', order: 'a', value: '0812345678' }] },
      }),
    )
    expect((await engine.record(id))?.fields['phones']).toMatchObject([{ value: '+66812345678' }])
  })

  test('S3 a phone added to a record later is read as strictly, and the history tells what was added', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const id = profile.makeId('contact')
    valueOf(await engine.create({ id, values: { name: { family: 'Dee', given: 'Mana' } } }))
    const adding = (value: string) =>
      engine.edit([{ id, changes: [{ path: 'phones/p1', value: { id: 'p1', order: 'a0', value, kind: 'work' } }] }])
    expect(problemOf(await adding('08-1234'))).toEqual({ code: 'invalid', problems: [{ path: 'phones/p1/value', code: 'invalidPhone' }] })
    valueOf(await adding('0812345678'))
    const record = await engine.record(id)
    expect(record?.fields['phones']).toMatchObject([{ value: '+66812345678' }])
    expect(record?.history).toMatchObject([{ path: 'phones/p1', before: null, after: { value: '+66812345678', kind: 'work' } }])
    valueOf(await engine.edit([{ id, changes: [{ path: 'phones/p1', value: null }] }]))
    expect((await engine.record(id))?.history[0]).toMatchObject({ before: { value: '+66812345678' }, after: null })
  })

  test('an edit of what is gone, or of no field at all, is refused and said', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const id = profile.makeId('company')
    expect(problemOf(await engine.edit([{ id, changes: [{ path: 'name', value: 'X' }] }]))).toEqual({ code: 'gone' })
    valueOf(await engine.create({ id, values: { name: 'Siam Beans' } }))
    expect(problemOf(await engine.edit([{ id, changes: [{ path: 'colour', value: 'red' }] }]))).toMatchObject({ code: 'invalid' })
    expect(problemOf(await engine.edit([{ id, changes: [{ path: 'name', value: '  ' }] }]))).toMatchObject({
      problems: [{ path: 'name', code: 'required' }],
    })
  })
})

test('looking around brings a book in which every list has something to show', async () => {
  const profile = createProfile()
  const engine = profile.tab()
  const opened = valueOf(await engine.startSample({ locale: 'th', timeZone: 'Asia/Bangkok' }))
  expect(opened.isSample).toBe(true)
  const counts = await Promise.all(
    ['company', 'contact', 'deal', 'order', 'activity'].map(async (entity) => (await engine.query({ entity }, window)).total),
  )
  expect(counts).toEqual([40, 150, 90, 1_500, 1_200])
  expect((await engine.query({ entity: 'member' }, window)).rows.map(({ id }) => id)).toContain(opened.memberId)
})
