import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/api.ts'
import type { Doubled } from '../../src/domain/likeness.ts'
import { createProfile, startedIn, type Profile } from './profile.ts'
import { valueOf } from './wanted.ts'

const phone = (value: string) => [{ id: 'p1', order: 'a', value }]
const person = (given: string, family: string) => ({ given, family })

describe('Whoever is about to be entered twice is told so while they write', () => {
  let engine: Engine
  beforeAll(async () => {
    const profile = createProfile()
    engine = (await startedIn(profile)).engine
    const company = await make(engine, profile, 'company', {
      name: 'Siam Foods Co., Ltd.',
      website: 'https://www.siamfoods.co.th/en',
      taxId: '0-1055-12345-67-8',
      phones: phone('02-123-4567'),
    })
    await make(engine, profile, 'company', { name: '宏達食品股份有限公司', website: 'https://facebook.com/hongda', code: 'C-1' })
    await make(engine, profile, 'company', { name: 'บริษัท ไทยฟู้ด จำกัด' })
    await make(engine, profile, 'company', { name: 'Harbour Branch 1' })
    await make(engine, profile, 'contact', {
      name: person('Somchai', 'Jaidee'),
      companyId: company,
      emails: phone('somchai@siamfoods.co.th'),
      phones: phone('081-234-5678'),
      code: 'C-1',
    })
    await make(engine, profile, 'contact', { name: { family: '김', given: '지훈' } })
    await make(engine, profile, 'lead', {
      name: person('Mali', 'Suk'),
      companyName: 'Lotus Tea',
      status: 'new',
      emails: phone('mali@lotus.example'),
    })
    const gone = await make(engine, profile, 'contact', { name: person('Gone', 'Forever'), emails: phone('gone@siamfoods.co.th') })
    valueOf(await engine.trash([gone]))
  })
  const told = async (entity: Doubled, values: object) =>
    (await engine.alike(entity, { ...values })).map(({ title, at, by }) => [title, at, by].join(' · '))

  const somchai = 'Somchai Jaidee · Siam Foods Co., Ltd. · '
  test.each<[string, Doubled, object, readonly string[]]>([
    ['an e-mail, whatever its case', 'contact', { emails: phone('Somchai@SiamFoods.co.th') }, [`${somchai}email`]],
    ['a number, in whichever spelling', 'contact', { phones: phone('+66 81 234 5678') }, [`${somchai}phone`]],
    ['a number that is written as it is dialled', 'lead', { phones: phone('0812345678') }, [`${somchai}phone`]],
    ['a lead, when they become a contact', 'contact', { emails: phone('mali@lotus.example') }, ['Mali Suk · Lotus Tea · email']],
    ['a name in the other order', 'contact', { name: person('Jaidee', 'Somchai') }, [`${somchai}name`]],
    ['a name with a letter less', 'contact', { name: person('Somchai', 'Jaide') }, [`${somchai}name`]],
    ['a Korean name', 'contact', { name: { family: '김', given: '지훈' } }, ['김지훈 ·  · name']],
    ['a code', 'contact', { code: 'C-1' }, [`${somchai}code`]],
    ['a domain', 'company', { website: 'siamfoods.co.th' }, ['Siam Foods Co., Ltd. ·  · domain']],
    ['a tax id without its dashes', 'company', { taxId: '0105512345678' }, ['Siam Foods Co., Ltd. ·  · taxId']],
    ['a company by another legal form', 'company', { name: 'Siam Foods Company Limited' }, ['Siam Foods Co., Ltd. ·  · name']],
    ['a Thai company without its form', 'company', { name: 'ไทยฟู้ด' }, ['บริษัท ไทยฟู้ด จำกัด ·  · name']],
    ['simplified for traditional', 'company', { name: '宏达食品' }, ['宏達食品股份有限公司 ·  · name']],
    [
      'the surest sign first, each record once',
      'contact',
      { name: person('Somchai', 'Jaidee'), emails: phone('somchai@siamfoods.co.th') },
      [`${somchai}email`],
    ],
  ])('%s', async (_, entity, values, expected) => expect(await told(entity, values)).toEqual(expected))

  test.each<[string, Doubled, object]>([
    ['nothing', 'contact', {}],
    ['half an address', 'contact', { emails: phone('somchai@siam') }],
    ['another branch', 'company', { name: 'Harbour Branch 2' }],
    ['another page of the same big site', 'company', { website: 'facebook.com/siam' }],
    ['a given name alone', 'contact', { name: person('Somchai', '') }],
    ['what lies in the trash', 'contact', { emails: phone('gone@siamfoods.co.th') }],
    ['a person with a company’s number', 'contact', { phones: phone('021234567') }],
  ])('but not of %s', async (_, entity, values) => expect(await told(entity, values)).toEqual([]))
})

describe('Possible duplicates', () => {
  test('are groups of records that share what only one should have, biggest first, leads that live on as contacts left out', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    const both = { emails: phone('ann@lotus.example'), phones: phone('0812345678') }
    const ann = await make(engine, profile, 'contact', { name: person('Ann', 'Lee'), ...both })
    const anne = await make(engine, profile, 'lead', { name: person('Anne', 'Lee'), status: 'new', ...both })
    for (const name of ['One', 'Two', 'Three'])
      await make(engine, profile, 'contact', {
        name: person(name, 'Office'),
        phones: [...phone('021234567'), { id: 'p2', order: 'b', value: '021234567' }],
      })
    const grown = await make(engine, profile, 'lead', { name: person('Bea', 'Kim'), status: 'new', emails: phone('bea@lotus.example') })
    valueOf(await engine.convertLead({ leadId: grown, company: null, deal: null }))
    await make(engine, profile, 'company', { name: 'Lotus', taxId: '0105512345678' })
    await make(engine, profile, 'company', { name: 'Lotus Tea', taxId: '0-1055-12345-67-8' })

    const people = await engine.doubles('contact')
    expect(people.total).toBe(2)
    expect(people.groups.map(({ shared, records }) => [shared.map(({ by }) => by), records.map(({ title }) => title)])).toEqual([
      [['phone'], ['Three Office', 'Two Office', 'One Office']],
      [
        ['email', 'phone'],
        ['Anne Lee', 'Ann Lee'],
      ],
    ])
    expect((await engine.doubles('company')).groups[0]?.shared).toEqual([{ by: 'taxId', text: '0105512345678' }])

    valueOf(await engine.trash([anne]))
    expect((await engine.doubles('contact')).total).toBe(1)
    expect((await engine.record(ann))?.fields).toMatchObject({ name: person('Ann', 'Lee') })
  })
})

const make = async (engine: Engine, profile: Profile, entity: string, values: object): Promise<string> => {
  const id = profile.makeId(entity)
  valueOf(await engine.create({ id, values: { ...values } }))
  profile.advance(1_000)
  return id
}
