import { describe, expect, test } from 'vitest'
import { entityFacts } from '../../src/engine/facts.ts'
import { filled, isWrittenIn, problemsByPath, withFirstItems, withoutField } from '../../src/screens/records/form/draft.ts'
import { inCurrency, lineOf } from '../../src/screens/records/form/lines.ts'
import { itemsIn } from '../../src/screens/records/editors/held.ts'

const facts = entityFacts()
const random = () => 0.5

describe('a new contact', () => {
  const start = withFirstItems({}, ['name', 'phones', 'emails'], facts.contact, random)

  test('begins with a phone and an email to fill in, of the likeliest kind', () => {
    expect(itemsIn(start['phones'])).toMatchObject([{ kind: 'mobile', primary: true }])
    expect(itemsIn(start['emails'])).toMatchObject([{ kind: 'work', primary: true }])
    expect(start).not.toHaveProperty('name')
  })

  test('is sent without the lines that nobody filled in', () => {
    expect(filled(start, facts.contact)).toEqual({ phones: [], emails: [] })
    const [phone] = itemsIn(start['phones'])
    const written = { ...start, phones: [{ ...phone, value: '0812345678' }] }
    expect(itemsIn(filled(written, facts.contact)['phones'])).toMatchObject([{ value: '0812345678' }])
  })

  test('has each problem beside the very phone it is of, though empty ones were left out', () => {
    const values = {
      phones: [
        { id: 'empty', order: 'a0', kind: 'mobile' },
        { id: 'wrong', order: 'a1', kind: 'work', value: '08-1234' },
      ],
      emails: [{ id: 'mail', order: 'a0', value: 'abc' }],
    }
    const sent = filled(values, facts.contact)
    const problems = problemsByPath(
      [
        { path: 'phones/0/value', code: 'invalidPhone' },
        { path: 'emails/0/value', code: 'invalidEmail' },
        { path: 'name', code: 'required' },
      ],
      sent,
    )
    expect(problems).toEqual({ 'phones/wrong/value': 'invalidPhone', 'emails/mail/value': 'invalidEmail', name: 'required' })
    expect(withoutField(problems, 'phones')).toEqual({ 'emails/mail/value': 'invalidEmail', name: 'required' })
  })
})

describe('a draft that is brought back', () => {
  const more = ['website', 'tags', 'phones']
  const start = withFirstItems({ type: 'prospect' }, ['name', 'phones'], facts.company, random)

  test('is known to hold something behind "more", a phone no less than a word', () => {
    expect(isWrittenIn(more, { ...start, name: 'Siam Beans' }, start, facts.company)).toBe(false)
    expect(isWrittenIn(more, { ...start, website: 'siam.example' }, start, facts.company)).toBe(true)
    const [phone] = itemsIn(start['phones'])
    expect(isWrittenIn(more, { ...start, phones: [{ ...phone, kind: 'work' }] }, start, facts.company)).toBe(false)
    expect(isWrittenIn(more, { ...start, phones: [{ ...phone, value: '0812345678' }] }, start, facts.company)).toBe(true)
  })
})

describe('a new order', () => {
  test('begins with one line of one piece, which alone is no line', () => {
    const start = withFirstItems({}, ['lines'], facts.order, random)
    expect(itemsIn(start['lines'])).toMatchObject([{ qty: 1 }])
    expect(filled(start, facts.order)).toEqual({ lines: [] })
  })

  test('takes name and price of the product that was picked, but no price in another currency', () => {
    const line = { id: 'l', order: 'a0', qty: 2 }
    const price = { digits: 1_850, scale: 2, currency: 'THB' }
    expect(lineOf(line, { id: 'product_1', name: 'House blend', listPrice: price }, 'THB')).toEqual({
      ...line,
      productId: 'product_1',
      name: 'House blend',
      unitPrice: price,
    })
    expect(lineOf(line, { id: 'product_1', name: 'House blend', listPrice: price }, 'USD')).not.toHaveProperty('unitPrice')
  })

  test('has one currency: prices follow it, figures stay', () => {
    const lines = [{ id: 'l', order: 'a0', unitPrice: { digits: 5, scale: 0, currency: 'THB' } }]
    expect(inCurrency(lines, 'USD')).toMatchObject([{ unitPrice: { digits: 5, currency: 'USD' } }])
  })
})
