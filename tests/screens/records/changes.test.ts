import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { i18n } from '../../../src/i18n/i18n.svelte.ts'
import { changesBetween, fieldsAfter, idsAt, pathLabel, pathText } from '../../../src/screens/records/page/changes.ts'
import { factOf, factsOf } from './facts.ts'

beforeAll(async () => {
  await i18n.load('shell', 'records', 'pages')
  await i18n.setManner({ locale: 'en', country: 'GB', timeZone: 'Asia/Bangkok', calendar: 'auto' })
})

const contact = factsOf('contact')
const deal = factsOf('deal')

describe('what a person changed in a field', () => {
  test('is one register, or nothing where it is as it was', () => {
    expect(changesBetween(factOf('contact', 'jobTitle'), 'Buyer', 'Head buyer')).toEqual([{ path: 'jobTitle', value: 'Head buyer' }])
    expect(changesBetween(factOf('contact', 'jobTitle'), 'Buyer', 'Buyer')).toEqual([])
  })

  test('is a member of a set for each word that came or went, so that two people’s words both stay', () => {
    expect(changesBetween(factOf('contact', 'interests'), ['coffee', 'tea'], ['tea', 'golf'])).toEqual([
      { path: 'interests/coffee', value: false },
      { path: 'interests/golf', value: true },
    ])
  })

  test('is the one field of the one phone that was edited', () => {
    const before = [
      { id: 'a', order: 'a0', value: '+66811111111', kind: 'work' },
      { id: 'b', order: 'a1', value: '+66822222222', kind: null },
    ]
    const after = [
      { id: 'a', order: 'a0', value: '+66811111111', kind: 'mobile' },
      { id: 'c', order: 'a2', value: '+66833333333' },
    ]
    expect(changesBetween(factOf('contact', 'phones'), before, after)).toEqual([
      { path: 'phones/b', value: null },
      { path: 'phones/a/kind', value: 'mobile' },
      { path: 'phones/c', value: after[1] },
    ])
  })

  test('painted on what stood before gives what the person wrote, whatever that is', () => {
    const aText = fc.option(fc.string(), { nil: null })
    const aPhone = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), order: fc.constantFrom('a0', 'a1', 'a2'), value: fc.string() })
    const someFields = fc.record({
      jobTitle: aText,
      description: fc.string(),
      interests: fc.uniqueArray(fc.constantFrom('coffee', 'golf', 'tea'), {}).map((terms) => terms.toSorted()),
      phones: fc
        .uniqueArray(aPhone, { selector: ({ id }) => id })
        .map((items) => items.toSorted((a, b) => (a.order + a.id < b.order + b.id ? -1 : 1))),
    })
    fc.assert(
      fc.property(someFields, someFields, (before, after) => {
        const changes = (['jobTitle', 'description', 'interests', 'phones'] as const).flatMap((name) =>
          changesBetween(factOf('contact', name), before[name], after[name]),
        )
        const { phones, ...rest } = fieldsAfter(contact, before, changes)
        expect(rest).toEqual({ jobTitle: after.jobTitle, description: after.description, interests: after.interests })
        expect(new Set(phones as object[])).toEqual(new Set(after.phones))
      }),
      { seed: 11, numRuns: 200 },
    )
  })
})

describe('a line of the history', () => {
  test('names the field, and inside a list the part of it', () => {
    expect([pathLabel('deal', 'expectedCloseDate'), pathLabel('contact', 'phones/a/kind'), pathLabel('contact', 'phones/a')]).toEqual([
      'Expected close',
      'Phones · Kind',
      'Phones',
    ])
  })

  test('tells values as people read them', () => {
    const titles = { stage_x: 'Proposal' }
    expect(pathText('deal', deal, 'amount', { amount: 120_000, currency: 'THB' }, titles)).toBe('฿1,200')
    expect(pathText('deal', deal, 'stageId', 'stage_x', titles)).toBe('Proposal')
    expect(pathText('deal', deal, 'stageId', 'stage_y', titles)).toBe('Unknown')
    expect(pathText('contact', contact, 'interests/golf', true, titles)).toBe('golf')
    expect(pathText('contact', contact, 'interests/golf', null, titles)).toBe('')
    expect(pathText('contact', contact, 'phones/a', { id: 'a', order: 'a0', value: '081', kind: 'work', primary: true }, titles)).toBe(
      '081 · Work',
    )
    expect(pathText('contact', contact, 'fromANewerApp', 7, titles)).toBe('7')
  })

  test('knows which records its values name', () => {
    const order = factsOf('order')
    expect(idsAt(deal, 'stageId', 'stage_x')).toEqual(['stage_x'])
    expect(idsAt(order, 'lines/a', { id: 'a', productId: 'product_p', name: 'Beans' })).toEqual(['product_p'])
    expect(idsAt(order, 'lines/a/productId', 'product_q')).toEqual(['product_q'])
    expect(idsAt(deal, 'name', 'stage_x')).toEqual([])
  })
})
