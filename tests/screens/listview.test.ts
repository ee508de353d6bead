import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entityFacts } from '../../src/engine/facts.ts'
import { pageByEntity } from '../../src/screens/pages.ts'
import { asked, hrefWith, onPaper, plainOf, readied, readyIn, viewFrom, withParts } from '../../src/screens/records/list/listview.ts'
import { moreColumns, movedBy } from '../../src/screens/records/list/columnchoices.ts'
import { chosenColumns } from '../../src/screens/records/rows/columns.ts'
import type { View } from '../../src/tables/view.ts'

const deals = pageByEntity.deal
const inAddress = (href: string) => new URL(href, 'https://satchel.example').searchParams.get('v')

const read = (href: string) => viewFrom(deals, inAddress(href)).view

describe('the address of a list', () => {
  test('is plain where the list is as everybody sees it first', () => {
    expect(hrefWith('/deals', { entity: 'deal' })).toBe('/deals')
    expect(hrefWith('/deals', plainOf(deals, asked(deals, { entity: 'deal' })))).toBe('/deals')
  })

  test('holds search in any script, filter, sort and group, and gives them back', () => {
    const view: View = {
      entity: 'deal',
      search: '김 & 陈 100% ตะวัน?',
      filter: {
        all: [
          { column: 'amount', op: 'atLeast', value: 5_000 },
          { not: { column: 'stageId', op: 'anyOf', value: ['stage_1', 'stage_2'] } },
        ],
      },
      sort: [{ column: 'amount', descending: true }],
      group: 'stageId',
    }
    expect(read(hrefWith('/deals', view))).toEqual(view)
  })

  test('gives back whatever words were searched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (search) => {
        const view = withParts({ entity: 'deal' }, { search })
        expect(read(hrefWith('/deals', view))).toEqual(view)
      }),
      { seed: 3 },
    )
  })

  test('that is of another list, or of nobody’s making, is the whole list, and known to be unread', () => {
    for (const text of ['company~s*name', 'deal~f*((((', '%', '7'])
      expect(viewFrom(deals, text)).toEqual({ view: { entity: 'deal' }, isUnread: true })
    expect(viewFrom(deals, null)).toEqual({ view: { entity: 'deal' }, isUnread: false })
    expect(viewFrom(deals, '')).toEqual({ view: { entity: 'deal' }, isUnread: false })
    expect(viewFrom(deals, 'deal')).toEqual({ view: { entity: 'deal' }, isUnread: false })
  })
})

test('on paper the records of a group stand together', () => {
  const sort = [{ column: 'name' }, { column: 'stageId', descending: true }]
  expect(onPaper({ entity: 'deal', group: 'stageId', sort })).toEqual({ entity: 'deal', sort: [{ column: 'stageId' }, { column: 'name' }] })
  expect(onPaper({ entity: 'deal', sort })).toEqual({ entity: 'deal', sort })
})

describe('a ready-made view', () => {
  const closing = deals.views.find(({ title }) => title === 'view.deal.closing') ?? null

  test('is in force as soon as its filter is, and no longer when one condition differs', () => {
    const view = readied({ entity: 'deal' }, closing)
    expect(readyIn(deals, view)).toBe(closing)
    expect(readyIn(deals, read(hrefWith('/deals', view)))).toBe(closing)
    expect(readyIn(deals, withParts(view, { filter: { column: 'amount', op: 'above', value: 1 } }))).toBeNull()
  })

  test('leaves search and groups as they are', () => {
    expect(readied({ entity: 'deal', search: 'tea', group: 'stageId', sort: [{ column: 'name' }] }, closing)).toEqual({
      entity: 'deal',
      search: 'tea',
      group: 'stageId',
      filter: closing?.filter,
    })
  })

  test('never says the same as another of its list', () => {
    for (const area of Object.values(pageByEntity))
      expect(new Set(area.views.map(({ filter }) => JSON.stringify(filter))).size).toBe(area.views.length)
  })
})

test('an empty search is no search', () => {
  expect(withParts({ entity: 'deal', search: 'x' }, { search: '  ' })).toEqual({ entity: 'deal' })
})

describe('the columns of a table', () => {
  const usual = deals.columns
  const facts = entityFacts().deal
  const chosen: View = { entity: 'deal', columns: ['amount', 'gone_1', 'closedAt'] }

  test('are the person’s choice, the name first, kept in the address and so in a saved view', () => {
    expect(read(hrefWith('/deals', chosen))).toEqual(chosen)
    expect(chosenColumns(deals, chosen, facts)).toEqual(['name', 'amount', 'closedAt'])
    expect(readied(chosen, deals.views[0] ?? null).columns).toEqual(chosen.columns)
  })

  test('are the list’s own where nobody chose, or chose just those', () => {
    expect(chosenColumns(deals, { entity: 'deal' }, facts)).toBe(usual)
    expect(plainOf(deals, { entity: 'deal', columns: [...usual] })).toEqual({ entity: 'deal' })
  })

  test('are any field that fits in a cell, and move by one place', () => {
    const more = moreColumns(facts, usual)
    expect(more).toContain('createdAt')
    for (const none of ['name', 'description', 'deletedAt', 'purgedAt', 'stageHistory', ...usual]) expect(more).not.toContain(none)
    expect(movedBy(['name', 'amount', 'closedAt'], 2, -1)).toEqual(['name', 'closedAt', 'amount'])
    expect(movedBy(['name', 'amount', 'closedAt'], 1, 1)).toEqual(['name', 'closedAt', 'amount'])
  })
})
