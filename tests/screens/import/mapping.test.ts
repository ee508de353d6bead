import { describe, expect, test } from 'vitest'
import { guessType } from '../../../src/files/typing.ts'
import type { Mapping } from '../../../src/files/mapping.ts'
import type { Sketched } from '../../engine/files.ts'
import { fileOf, sketched, table } from '../../engine/files.ts'
import { createProfile, startedIn } from '../../engine/profile.ts'
import { crowded, dateColumns, figureColumns, hasKind, isOrderOpen, lacking, mapped } from '../../../src/screens/import/mapping.ts'
import { isMemorable, memoryKey, recalled, rememberedOf } from '../../../src/screens/import/memory.ts'

const { engine } = await startedIn(createProfile())
const sketchOf = (...rows: readonly (readonly string[])[]): Promise<Sketched> => sketched(engine, fileOf(table(rows)))
const send = (sketch: Sketched, mapping: Mapping, column: number, to: string | null): Mapping =>
  mapped(mapping, column, sketch.targets.find(({ target }) => target === to) ?? null, sketch.targets)

const people = await sketchOf(['Name', 'E-mail', 'Mobile', 'Remark'], ['Mana Dee', 'mana@example.com', '081 234 5678', 'x7'])
const sales = await sketchOf(
  ['Invoice', 'Date', 'SKU', 'Qty', 'Price', 'Customer'],
  ['A1', '2026-01-03', 'P1', '2', '120.50', 'C7'],
  ['A1', '2026-01-03', 'P2', '1', '20.00', 'C7'],
)

describe('a column sent elsewhere', () => {
  test('goes there and nowhere else; a second telephone stands beside the first', () => {
    const mapping = send(people, people.plan.mapping, 3, 'contact.phones.value')
    expect(crowded(mapping)).toEqual([])
    expect(mapping.columns.map(({ target }) => target)).toEqual([
      'contact.name.full',
      'contact.emails.value',
      'contact.phones.value',
      'contact.phones.value',
    ])
  })

  test('is said to crowd where only one can be', () => {
    expect(crowded(send(people, people.plan.mapping, 3, 'contact.name.full'))).toEqual(['contact.name.full'])
  })

  test('takes with it what records are found by, and another such sign comes in its place', () => {
    expect(people.plan.mapping.keys).toEqual(['contact.emails.value'])
    const without = send(people, people.plan.mapping, 1, null)
    expect(without.keys).toEqual(['contact.phones.value'])
    expect(send(people, without, 2, null).keys).toEqual([])
  })
})

describe('what is lacking is named', () => {
  test('nothing, as proposed', () => {
    expect([lacking(people.plan.mapping), lacking(sales.plan.mapping)]).toEqual([[], []])
  })
  test('an order’s day and price; a contact’s name, unless an address can stand for it', () => {
    expect(lacking(send(sales, sales.plan.mapping, 1, null))).toEqual(['order.orderedAt'])
    expect(lacking(send(sales, sales.plan.mapping, 4, null))).toEqual(['order.lines.amount'])
    const nameless = send(people, people.plan.mapping, 0, null)
    expect(lacking(nameless)).toEqual([])
    expect(lacking(send(people, send(people, nameless, 1, null), 2, null))).toEqual(['contact.name.full'])
  })
})

test('the order of days is asked only where a day can be read in two ways', () => {
  const { mapping } = sales.plan
  expect(dateColumns(mapping, sales.targets)).toEqual([1])
  expect(isOrderOpen([1], sales.types)).toBe(false)
  expect(isOrderOpen([0], [guessType(['03/04/2026', '05/06/2026'], 'dmy')])).toBe(true)
  expect(isOrderOpen([0], [guessType(['03/04/2026', '25/06/2026'], 'dmy')])).toBe(false)
})

test('what is asked of figures follows the fields that columns go to', () => {
  expect(figureColumns(sales.plan.mapping, sales.targets)).toEqual([3, 4])
  expect(hasKind(sales.plan.mapping, sales.targets, ['unitPrice'])).toBe(true)
  expect(hasKind(people.plan.mapping, people.targets, ['unitPrice', 'money'])).toBe(false)
})

describe('what was set for a file', () => {
  test('is known again by its headers, which the key does not give away', () => {
    expect(memoryKey(['Name', 'E-mail'])).toBe(memoryKey(['Name', 'E-mail']))
    expect(memoryKey(['Name', 'E-mail'])).not.toBe(memoryKey(['E-mail', 'Name']))
    expect(memoryKey(['Name', 'E-mail'])).toMatch(/^import-mapping:[0-9a-z]+-2$/)
    expect([isMemorable(['', '']), isMemorable(['Name', ''])]).toEqual([false, true])
  })

  test('comes back as it was, but not for other columns or fields that are gone', () => {
    const kept = rememberedOf({ ...people.plan, mapping: send(people, people.plan.mapping, 3, 'contact.department'), known: 'fill' })
    const back = recalled(kept, people)
    expect([back?.known, back?.mapping.columns[3]?.target]).toEqual(['fill', 'contact.department'])
    expect(recalled(kept, sales)).toBeNull()
    expect(
      recalled(
        {
          mapping: { ...people.plan.mapping, columns: people.plan.mapping.columns.map((one) => ({ ...one, target: 'contact.shoeSize' })) },
          known: 'update',
        },
        people,
      ),
    ).toBeNull()
    expect(recalled(null, people)).toBeNull()
    expect(recalled({}, people)).toBeNull()
  })
})
