import { describe, expect, test } from 'vitest'
import { idFrom, type Id } from '../../src/core/ids.ts'
import { must } from '../../src/core/result.ts'
import type { Values } from '../../src/domain/check.ts'
import { optionSource } from '../../src/domain/customfield/customfield.ts'
import type { Filter, Op, Operand, Sort } from '../../src/tables/view.ts'
import { aRelay } from '../sync-server/relays.ts'
import { bookIn } from './books.ts'
import { createProfile, startedIn } from './profile.ts'
import { aPhone, aPhoneAt, asBea, founded, isSynced, type Phone } from './syncing/phones.ts'
import { aWorkspace, problemOf, valueOf } from './wanted.ts'

const soon = { timeout: 15_000, interval: 20 }
const contact = (given: string, more: Values = {}): Values => ({ name: { family: 'Lee', given }, ...more })

const aBook = async (): Promise<Phone> => {
  const phone = aPhone(createProfile())
  valueOf(await phone.engine.startWorkspace(aWorkspace))
  return phone
}
const addField = ({ create }: Phone, type: string, more: Values = {}): Promise<Id> =>
  create('customField', { name: type, object: 'contact', type, order: 'a1', ...more })
const addOption = ({ create }: Phone, listId: string, name: string, order: string, more: Values = {}): Promise<Id> =>
  create('pickOption', { name, listId, order, ...more })

/** The contacts that a filter finds, by their first names. */
const found = async ({ engine }: Phone, filter: Filter | undefined, sort: readonly Sort[] = [{ column: 'name' }]) => {
  const { rows } = await engine.query({ entity: 'contact', ...(filter && { filter }), sort }, { start: 0, count: 100, columns: ['name'] })
  return rows.map(({ name }) => (name as { readonly given: string }).given) // a person’s name
}

describe('U1 a field that the team makes', () => {
  test('of every kind is kept, shown in its column, filtered and sorted by, the moment it is made', async () => {
    const phone = await aBook()
    const company = await phone.create('company', { name: 'Lotus' })
    const select = await addField(phone, 'select')
    const many = await addField(phone, 'multiSelect')
    const [gold, silver] = [await addOption(phone, select, 'Gold', 'a0'), await addOption(phone, select, 'Silver', 'a1')]
    const [golf, tennis] = [await addOption(phone, many, 'Golf', 'a0'), await addOption(phone, many, 'Tennis', 'a1')]
    const kinds: readonly (readonly [type: string, value: unknown, filter: { readonly op: Op; readonly value: Operand }, more?: Values])[] =
      [
        ['text', 'Rome', { op: 'contains', value: 'rom' }],
        ['longText', 'One\nTwo', { op: 'contains', value: 'two' }],
        ['number', 12.5, { op: 'atLeast', value: 12 }],
        ['currency', { amount: 12_300, currency: 'THB' }, { op: 'above', value: 12_000 }],
        ['percent', 40, { op: 'below', value: 41 }],
        ['date', '2026-03-01', { op: 'is', value: '2026-03-01' }],
        ['datetime', Date.UTC(2026, 2, 1, 9), { op: 'within', value: 'thisYear' }],
        ['boolean', true, { op: 'is', value: true }],
        ['email', 'ann@lotus.example', { op: 'startsWith', value: 'ann' }],
        ['phone', '+66812345678', { op: 'contains', value: '8123' }],
        ['url', 'https://lotus.example', { op: 'contains', value: 'lotus' }],
        ['relation', company, { op: 'is', value: company }, { to: 'company' }],
      ]
    const fields = new Map<Id, unknown>([
      [select, gold],
      [many, [golf, tennis].toSorted()],
    ])
    const filters: [Id, Filter][] = [
      [select, { column: select, op: 'anyOf', value: [gold] }],
      [many, { column: many, op: 'allOf', value: [golf, tennis] }],
    ]
    for (const [type, value, filter, more] of kinds) {
      const id = await addField(phone, type, more)
      fields.set(id, value)
      filters.push([id, { ...filter, column: id }])
    }
    const ann = await phone.create('contact', contact('Ann', Object.fromEntries(fields)))
    await phone.create('contact', contact('Bea', { [select]: silver, [many]: [tennis] }))
    await phone.create('contact', contact('Cem'))

    const record = must(await phone.engine.record(ann), 'Ann')
    for (const [id, value] of fields) expect(record.fields[id]).toEqual(value)
    expect(record.titles[company]).toBe('Lotus')
    for (const [id, filter] of filters) {
      expect([filter, await found(phone, filter)]).toEqual([filter, ['Ann']])
      expect(await found(phone, { column: id, op: 'isEmpty' })).toContain('Cem')
      expect((await found(phone, undefined, [{ column: id }])).at(-1)).toBe('Cem')
    }
    expect(await found(phone, undefined, [{ column: select, descending: true }])).toEqual(['Bea', 'Ann', 'Cem'])
    const grouped = await phone.engine.query({ entity: 'contact', group: select }, { start: 0, count: 10 })
    expect(grouped.groups?.map(({ key, count }) => [key, count])).toEqual([
      [gold, 1],
      [silver, 1],
      [null, 1],
    ])
    expect((await phone.engine.search('rome', 5)).map(({ entity }) => entity)).toEqual(['contact'])
    const facts = must(phone.told(), 'what the page was told').facts.contact.fields
    expect(facts[select]).toMatchObject({ kind: 'choice', choices: [gold, silver], isCustom: true })
    expect(phone.told()?.names[`contact.${select}.${gold}`]).toEqual({ '*': 'Gold' })
  })

  test('refuses at the field what is no value of its kind, and what empties a field that must be filled in', async () => {
    const phone = await aBook()
    const [mail, pick] = [await addField(phone, 'email', { isRequired: true }), await addField(phone, 'select')]
    const ann = await phone.create('contact', contact('Ann', { [mail]: 'ann@lotus.example' }))
    const refused = async (path: string, value: unknown) => problemOf(await phone.engine.edit([{ id: ann, changes: [{ path, value }] }]))
    expect(await refused(mail, 'abc')).toMatchObject({ problems: [{ path: mail, code: 'invalidEmail' }] })
    expect(await refused(mail, '')).toMatchObject({ problems: [{ path: mail, code: 'required' }] })
    expect(await refused(pick, 'no choice of it')).toMatchObject({ problems: [{ path: pick, code: 'invalidChoice' }] })
    const bea = { id: phone.profile.makeId('contact'), values: contact('Bea') }
    expect(problemOf(await phone.engine.create(bea))).toMatchObject({ problems: [{ path: mail, code: 'required' }] })
    // What comes in another way than by a form may lack it.
    valueOf(await phone.engine.act({ creates: [bea], edits: [] }))
  })

  test('that is reckoned follows what it is reckoned from, and a formula that is written anew', async () => {
    const phone = await aBook()
    const [price, cost] = [await addField(phone, 'currency'), await addField(phone, 'number')]
    const ann = await phone.create('contact', contact('Ann', { [price]: { amount: 20_000, currency: 'THB' }, [cost]: 150 }))
    await phone.create('contact', contact('Bea', { [cost]: 1 }))
    const margin = await addField(phone, 'formula', { formula: `({${price}} - {${cost}}) / {${price}} * 100` })
    await expect.poll(() => found(phone, { column: margin, op: 'is', value: 25 }), soon).toEqual(['Ann'])
    await phone.set(ann, cost, 100)
    expect(await found(phone, { column: margin, op: 'is', value: 50 })).toEqual(['Ann'])
    expect((await phone.engine.record(ann))?.calc[margin]).toBe(50)
    await phone.set(margin, 'formula', `{${cost}} * 2`)
    await expect.poll(() => found(phone, { column: margin, op: 'atLeast', value: 0 }), soon).toEqual(['Ann', 'Bea'])
  })

  test('is in the columns of the next start, from the cache and without it, and again when it comes out of the archive', async () => {
    const profile = createProfile()
    await startedIn(profile)
    const { book } = await bookIn(profile)
    const field = profile.makeId('customField')
    const make = async (id: Id, values: Values) => valueOf(await (await book.writer()).create({ id, values }))
    await make(field, { name: 'City', object: 'company', type: 'text', order: 'a0' })
    for (const city of ['Rome', 'Oslo', 'Rome']) await make(profile.makeId('company'), { name: `In ${city}`, [field]: city })
    await book.index.whole()
    await book.index.save()
    book.close()
    const view = { entity: 'company', filter: { column: field, op: 'is', value: 'Rome' } } as const
    const totalIn = async (next: Awaited<ReturnType<typeof bookIn>>['book']) => {
      await next.answering().ensure(view, { start: 0, count: 1 })
      return next.answering().queries.query(view, { start: 0, count: 1 }).total
    }
    const { book: warm, journal } = await bookIn(profile)
    expect(await totalIn(warm)).toBe(2)
    expect(journal.entries().map(({ code }) => code)).not.toContain('index.rebuild')
    warm.close()
    await profile.spoil('columns', (key) => key.startsWith('customField/'))
    const { book: cold } = await bookIn(profile)
    expect(await totalIn(cold)).toBe(2)
    const archive = async (isArchived: boolean) =>
      valueOf(await (await cold.writer()).edit([{ id: field, changes: [{ path: 'isArchived', value: isArchived }] }]))
    await archive(true)
    await expect.poll(() => cold.session.entity('company')?.fields[field], soon).toBeUndefined()
    await make(profile.makeId('company'), { name: 'While it was away' }).catch(() => undefined) // the first book is closed
    await archive(false)
    await expect.poll(() => totalIn(cold), soon).toBe(2)
    cold.close()
  })
})

describe('with others', () => {
  const two = async () => {
    const { address } = await aRelay()
    const dao = await founded(address)
    const bea = aPhoneAt(address)
    valueOf(await bea.engine.join(asBea(valueOf(await dao.engine.invite({ kind: 'member', role: 'admin' })))))
    return { dao, bea, areSynced: () => expect.poll(() => [dao, bea].every(isSynced), soon).toBe(true) }
  }

  test('U1 a value that Bea gives while Dao renames the field is kept, and the field stands in her lists under its new name', async () => {
    const { dao, bea, areSynced } = await two()
    const ann = await dao.create('contact', contact('Ann'))
    const field = await addField(dao, 'text', { name: 'Town' })
    await expect.poll(() => bea.told()?.facts.contact.fields[field]?.kind, soon).toBe('text')
    await Promise.all([bea.set(ann, field, 'Rome'), dao.set(field, 'name', 'City')])
    await areSynced()
    await expect.poll(() => found(dao, { column: field, op: 'is', value: 'Rome' }), soon).toEqual(['Ann'])
    await expect.poll(() => bea.told()?.names[`contact.${field}`]?.['*'], soon).toBe('City')
    expect(await found(bea, { column: field, op: 'is', value: 'Rome' })).toEqual(['Ann'])
  })

  test('U1 values that came before their field are in its column once it comes', async () => {
    const { dao, bea, areSynced } = await two()
    const field = await addField(dao, 'multiSelect')
    const [golf, tennis] = [await addOption(dao, field, 'Golf', 'a0'), await addOption(dao, field, 'Tennis', 'a1')]
    await dao.set(field, 'isArchived', true)
    await areSynced()
    // To Bea it is no field: what the record says of it is kept all the same.
    await dao.set(field, 'isArchived', false)
    const ann = await dao.create('contact', contact('Ann', { [field]: [golf, tennis] }))
    await dao.create('contact', contact('Cem', { [field]: [tennis] }))
    await areSynced()
    await expect.poll(() => found(bea, { column: field, op: 'anyOf', value: [golf] }), soon).toEqual(['Ann'])
    await expect.poll(() => bea.field(ann, field), soon).toEqual([golf, tennis].toSorted())
  })

  test('S109 a choice that Dao renames and moves while Bea picks it is kept, under its new name and in its new place', async () => {
    const { dao, bea, areSynced } = await two()
    const company = await dao.create('company', { name: 'Lotus' })
    await expect.poll(() => bea.field(company, 'name'), soon).toBe('Lotus')
    const listId = 'company.rating'
    const hot = await idFrom('pickOption', optionSource(listId, 'hot'))
    const rename = dao.engine.create({ id: hot, values: { listId, code: 'hot', name: 'Burning', order: 'a5' } })
    await Promise.all([rename, bea.set(company, 'rating', 'hot')])
    const mild = await addOption(dao, listId, 'Mild', 'a1')
    await areSynced()
    for (const phone of [dao, bea]) {
      await expect.poll(() => phone.field(company, 'rating'), soon).toBe('hot')
      await expect.poll(() => phone.told()?.facts.company.fields['rating']?.choices, soon).toEqual([mild, 'hot', 'warm', 'cold'])
      expect(phone.told()?.names['company.rating.hot']).toEqual({ '*': 'Burning' })
    }
    await bea.set(company, 'rating', mild)
    await areSynced()
    await expect.poll(() => dao.field(company, 'rating'), soon).toBe(mild)
  })
})
