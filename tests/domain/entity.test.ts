import { expect, expectTypeOf, test } from 'vitest'
import { company } from '../../src/domain/company/company.ts'
import { contact, type Contact } from '../../src/domain/contact/contact.ts'
import { entities, entityNamed } from '../../src/domain/entities.ts'
import type { PathOf, RowOf } from '../../src/domain/entity.ts'
import type { LabelKey } from '../../src/domain/label.ts'
import { order, type Order } from '../../src/domain/order/order.ts'
import { schemaOf } from '../../src/domain/validator.ts'

test('a field’s one declaration gives its type, required or null', () => {
  expectTypeOf<Order['number']>().toEqualTypeOf<string>()
  expectTypeOf<Order['companyId']>().toEqualTypeOf<string | null>()
  expectTypeOf<Order['status']>().toEqualTypeOf<'draft' | 'confirmed' | 'shipped' | 'completed' | 'cancelled' | 'returned'>()
  expectTypeOf<Order['lines'][number]['qty']>().toEqualTypeOf<number>()
  expectTypeOf<Order['lines'][number]['taxRate']>().toEqualTypeOf<number | null>()
  expectTypeOf<Contact['phones'][number]['kind']>().toEqualTypeOf<'mobile' | 'work' | 'home' | 'other' | null>()
  expectTypeOf<Contact['interests']>().toEqualTypeOf<string[]>()
  expectTypeOf<Contact['ownerId']>().toEqualTypeOf<string | null>()
})

test('a calc belongs to the row and never to the record', () => {
  expectTypeOf<RowOf<typeof order>['total']>().toEqualTypeOf<{ amount: number; currency: string } | null>()
  expect(Object.keys(schemaOf(order).shape)).not.toContain('total')
})

test('paths are where a register may stand, and no others compile', () => {
  const paths: PathOf<typeof order>[] = ['number', 'lines/l1/qty', 'lines/l1/order']
  expect(paths).toHaveLength(3)
  expectTypeOf<'interests/tea'>().toExtend<PathOf<typeof contact>>()
  expectTypeOf<'total'>().not.toExtend<PathOf<typeof order>>()
  expectTypeOf<'description'>().not.toExtend<PathOf<typeof company>>()
  expectTypeOf<'phones/p1/colour'>().not.toExtend<PathOf<typeof contact>>()
})

test('labels are known down to the choices of an item’s field', () => {
  expectTypeOf<'contact.phones.kind.work'>().toExtend<LabelKey<typeof contact>>()
  expectTypeOf<'order.lines.qty'>().toExtend<LabelKey<typeof order>>()
  expectTypeOf<'order.colour'>().not.toExtend<LabelKey<typeof order>>()
})

test('a draft is checked field by field, and what a newer app wrote is kept', () => {
  const parsed = schemaOf(contact).safeParse({
    name: { family: '김', given: '지훈' },
    emails: [{ id: 'e1', order: 'a', value: 'abc' }],
    colour: 'red',
  })
  expect(parsed.error?.issues.map(({ path }) => path.join('/'))).toEqual(['emails/0/value'])
  expect(schemaOf(company).parse({ name: '  ACME ', colour: 'red' })).toMatchObject({ name: 'ACME', colour: 'red', type: null, phones: [] })
})

test('every reference names an entity, and every fold a field that exists', () => {
  for (const entity of Object.values(entities)) {
    for (const field of Object.values(entityNamed(entity.name)?.fields ?? {})) {
      for (const to of field.to ?? []) expect(Object.keys(entities)).toContain(to)
      if (field.from && 'entity' in field.from) {
        const source = entityNamed(field.from.entity)
        for (const name of [field.from.by, ...(field.from.of ? [field.from.of] : []), ...Object.keys(field.from.where ?? {})]) {
          expect(Object.keys(source?.fields ?? {})).toContain(name)
        }
      }
    }
  }
})
