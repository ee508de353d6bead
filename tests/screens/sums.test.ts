import { beforeAll, describe, expect, test } from 'vitest'
import { entityFacts } from '../../src/engine/facts.ts'
import { i18n } from '../../src/i18n/i18n.svelte.ts'
import { filterableAt, type Filterable } from '../../src/screens/records/filter/fields.ts'
import { cellText } from '../../src/screens/records/list/cell.ts'
import { groupCondition, groupText } from '../../src/screens/records/rows/grouping.ts'
import { leftOutText, sumText } from '../../src/screens/records/list/sums.ts'

const facts = entityFacts()
const moment = { now: Date.UTC(2026, 10, 22, 5), today: '2026-11-22' }
const field = (path: string): Filterable => {
  const found = filterableAt(path, 'deal', facts)
  if (found === null) throw new Error(`no ${path}`)
  return found
}

beforeAll(async () => {
  await i18n.setManner({ locale: 'en', country: 'TH', timeZone: 'Asia/Bangkok' })
  await i18n.load('shell', 'records', 'pages')
})

describe('a sum', () => {
  test('is exact in one currency, about right over several, and a plain number of what is no money', () => {
    expect(sumText({ value: 12_000_000, currency: 'THB' })).toBe('฿120,000')
    expect(sumText({ value: 12_000_000, currency: 'THB', isMixed: true })).toBe('≈ ฿120,000')
    expect(sumText({ value: 1_204 })).toBe('1,204')
  })

  test('says how many records it leaves out for want of a rate', () => {
    expect(leftOutText({ amount: { value: 1, currency: 'THB', isMixed: true, withoutRate: 2 } })).toBe(
      '2 records have no exchange rate and are left out',
    )
    expect(leftOutText({ amount: { value: 1, currency: 'THB' } })).toBe('')
  })
})

describe('the head of a group', () => {
  test('names the month, the choice, or that there is nothing', () => {
    expect(groupText('2026-11', field('expectedCloseDate'))).toBe('November 2026')
    expect(groupText('renewal', field('type'))).toBe('Renewal')
    expect(groupText(null, field('type'))).toBe('Empty')
  })

  test('asks for its records alone: a month from its first day to its last', () => {
    expect(groupCondition('2026-02', field('expectedCloseDate'))).toEqual({
      column: 'expectedCloseDate',
      op: 'between',
      value: ['2026-02-01', '2026-02-28'],
    })
    expect(groupCondition('stage_1', field('stageId'))).toEqual({ column: 'stageId', op: 'is', value: 'stage_1' })
    expect(groupCondition(null, field('lostReason'))).toEqual({ column: 'lostReason', op: 'isEmpty' })
  })
})

describe('a cell', () => {
  const text = (entity: 'contact' | 'deal' | 'order', name: string, cell: unknown) => {
    const fact = facts[entity].fields[name]
    if (fact === undefined) throw new Error(`no ${name}`)
    return cellText(entity, fact, cell, moment)
  }

  test('shows the main phone of several, and what a reference names', () => {
    const phones = [
      { value: '021234567', kind: 'work', primary: false },
      { value: '0812345678', kind: 'mobile', primary: true },
    ]
    expect(text('contact', 'phones', phones)).toBe('0812345678')
    expect(text('deal', 'companyId', { id: 'company_1', title: 'Anchor Hotel' })).toBe('Anchor Hotel')
  })

  test('tells days near by in words, and says nothing of a sum of nothing', () => {
    expect(text('deal', 'expectedCloseDate', '2026-11-23')).toBe('tomorrow')
    expect(text('order', 'orderedAt', moment.now - 86_400_000)).toBe('yesterday')
    expect(text('order', 'orderedAt', moment.now - 120_000)).toBe('2 minutes ago')
    expect(text('order', 'total', { amount: 0, currency: 'THB' })).toBe('')
    expect(text('deal', 'nextStep', null)).toBe('')
  })
})
