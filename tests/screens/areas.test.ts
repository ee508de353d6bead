import { beforeAll, describe, expect, test } from 'vitest'
import { entityFacts } from '../../src/engine/facts.ts'
import { i18n } from '../../src/i18n/i18n.svelte.ts'
import type { Moment } from '../../src/screens/area.ts'
import { areaOf, hrefOf } from '../../src/screens/areas.ts'
import { pageByEntity } from '../../src/screens/pages.ts'
import { filterableAt, filterables } from '../../src/screens/records/filter/fields.ts'
import type { Filter, RowCells } from '../../src/tables/view.ts'

const facts = entityFacts()
/** Noon in Bangkok. */
const moment: Moment = { now: Date.UTC(2026, 10, 22, 5), today: '2026-11-22' }
const daysAgo = (days: number) => moment.now - days * 86_400_000

beforeAll(async () => {
  await i18n.setManner({ locale: 'en', country: 'TH', timeZone: 'Asia/Bangkok' })
  await i18n.load('shell', 'records', 'pages')
})

const columnsIn = (filter: Filter): readonly string[] => {
  if ('all' in filter) return filter.all.flatMap(columnsIn)
  if ('any' in filter) return filter.any.flatMap(columnsIn)
  return 'not' in filter ? columnsIn(filter.not) : [filter.column]
}

describe.each(Object.values(pageByEntity).map((area) => [area.entity, area] as const))('the area of %s', (entity, area) => {
  const { fields, title } = facts[entity]

  test('names only fields that there are', () => {
    const named = [...area.columns, ...area.sums, ...area.form.first, ...area.form.more, ...area.details]
    expect(named.filter((name) => !(name in fields))).toEqual([])
    expect(area.columns[0]).toBe(title)
  })

  test('sorts, groups and filters by what can be asked', () => {
    const asked = [
      ...area.groups,
      ...area.reads,
      ...area.sort.map(({ column }) => column),
      ...area.views.flatMap(({ filter }) => columnsIn(filter)),
    ]
    expect(asked.filter((path) => filterableAt(path, entity, facts) === null)).toEqual([])
  })

  test('reads of a row what it says it reads, and nothing else', () => {
    const read = new Set<string>()
    const filled = { id: `${entity}-1`, ...Object.fromEntries(area.reads.map((name) => [name, null])) }
    const noting = new Proxy<RowCells>(filled, {
      get: (row, name) => {
        if (typeof name === 'string') read.add(name)
        return row[String(name)]
      },
    })
    area.line(noting, moment)
    expect([...read].sort()).toEqual([...area.reads].sort())
  })

  test('leads to records that point here by a reference', () => {
    for (const related of area.related) expect(facts[related.entity].fields[related.by]?.to).toEqual([entity])
  })

  test('asks for every field that a record must have, or knows it before', () => {
    const known: Record<string, readonly string[]> = { deal: ['pipelineId'], lead: ['status'] }
    const form = new Set([...area.form.first, ...area.form.more, ...(known[entity] ?? [])])
    const required = Object.values(fields).filter((fact) => fact.required)
    expect(required.map(({ name }) => name).filter((name) => !form.has(name))).toEqual([])
  })

  test('has a name for each field that a filter offers', () => {
    for (const { entity: owner, fact, list } of filterables(entity, facts))
      expect(list === null ? i18n.label(owner, fact.name) : i18n.label(owner, list, fact.name)).not.toBe('')
  })

  test('draws a record of which nothing but the id is known', () => {
    expect(area.line({ id: `${entity}_x` }, moment)).toMatchObject({ title: '', context: '' })
  })
})

describe('a line says who, and what matters now', () => {
  test('of a deal: the next step, the value, and that it is late', () => {
    const row = {
      id: 'deal_1',
      name: 'New espresso machine',
      companyId: { id: 'company_1', title: 'Anchor Hotel' },
      stageId: { id: 'stage_1', title: 'Proposal' },
      'stageId.type': 'open',
      amount: { amount: 12_000_000, currency: 'THB' },
      expectedCloseDate: '2026-11-20',
      nextStep: 'Call about the quote',
      closedAt: null,
    }
    expect(pageByEntity.deal.line(row, moment)).toEqual({
      title: 'New espresso machine',
      initials: 'AH',
      context: 'Anchor Hotel · Call about the quote',
      value: '฿120,000',
      when: '2 days ago',
      isLate: true,
      chip: { text: 'Proposal', tone: 'accent' },
    })
    expect(pageByEntity.deal.line({ ...row, 'stageId.type': 'won', closedAt: daysAgo(1) }, moment)).toMatchObject({
      when: 'yesterday',
      isLate: false,
    })
  })

  test('of an order: the customer, then its number', () => {
    const row = {
      id: 'order_1',
      number: '2026-0007',
      companyId: null,
      contactId: { id: 'contact_1', title: 'สมชาย ใจดี' },
      status: 'shipped',
      total: { amount: 250_000, currency: 'THB' },
      orderedAt: daysAgo(3),
    }
    expect(pageByEntity.order.line(row, moment)).toMatchObject({
      title: 'สมชาย ใจดี',
      context: '2026-0007',
      value: '฿2,500',
      when: '3 days ago',
      chip: { text: 'Shipped' },
    })
  })

  test('of a person: in the manner of the name’s own script', () => {
    const row = {
      id: 'contact_1',
      name: { family: '김', given: '철수' },
      jobTitle: '부장',
      companyId: { id: 'company_1', title: '한빛상사' },
    }
    expect(pageByEntity.contact.line(row, moment)).toMatchObject({ title: '김철수', initials: '철수', context: '부장 · 한빛상사' })
  })

  test('of a company: no revenue is nothing worth a figure', () => {
    const row = {
      id: 'company_1',
      name: 'Siam Foods',
      type: 'customer',
      industry: 'Food',
      revenue: { amount: 0, currency: 'THB' },
      orderCount: 0,
    }
    const line = pageByEntity.company.line(row, moment)
    expect(line).toMatchObject({ title: 'Siam Foods', context: 'Food', chip: { text: 'Customer', tone: 'good' } })
    expect(line).not.toHaveProperty('value')
  })
})

test('a record leads to its page, and what has none leads nowhere', () => {
  expect(hrefOf('deal', 'deal_1')).toBe('/deals/deal_1')
  expect(hrefOf('stage', 'stage_1')).toBeNull()
  expect(areaOf('contact')?.href).toBe('/contacts')
})
