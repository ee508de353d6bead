import { expect, test, describe } from 'vitest'
import type { Engine } from '../../src/engine/api.ts'
import type { NewWorkspace } from '../../src/engine/protocol.ts'
import { NONE } from '../../src/analytics/columns.ts'
import { dataBytes, hasData, withData } from '../files/sources.ts'
import { retail } from '../fixtures/retail.ts'
import { fileOf, imported, rowsOf, sketched, totalOf } from './files.ts'
import { createProfile } from './profile.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const started = async (changes: Partial<NewWorkspace>) => {
  const profile = createProfile()
  const engine = profile.tab()
  const { id } = valueOf(await engine.startWorkspace({ ...aWorkspace, ...changes }))
  return { profile, engine, id }
}
const sumOf = async (engine: Engine, filter?: object): Promise<readonly [number, number | undefined]> => {
  const { total, sums } = await engine.query({ entity: 'order', sums: ['total'], ...filter }, { start: 0, count: 0 })
  return [total, sums['total']?.value]
}

describe.skipIf(!hasData)(withData('a year of a shop: 541,909 invoice lines'), () => {
  test('become orders, customers and products to the penny, are there in the next tab, and go with one undo', async () => {
    const { engine, profile, id } = await started({ baseCurrency: 'GBP', country: 'GB', timeZone: 'Europe/London' })
    const result = await imported(engine, fileOf(dataBytes('onlineretail/onlineretail.csv.gz'), 'onlineretail.csv.gz'))
    expect(result).toMatchObject({ ended: 'whole', rows: 541_909, refusedCount: 0 })
    expect(result.byEntity).toMatchObject({ order: { created: 25_900 }, contact: { created: 4_372 }, product: { created: 4_070 } })

    // Counted apart from the code under test.
    const { order, line } = retail()
    const isReturn = new Uint8Array(order.amount.length)
    for (let i = 0; i < line.qty.length; i += 1) if ((line.qty[i] ?? 0) < 0) isReturn[line.order[i] ?? 0] = 1
    const pence = (keeps: (row: number) => boolean) => order.amount.reduce((sum, amount, row) => (keeps(row) ? sum + amount : sum), 0)
    const returned = { filter: { column: 'status', op: 'is', value: 'returned' } }
    const withCustomer = { filter: { column: 'contactId', op: 'isNotEmpty' } }
    expect(await sumOf(engine)).toEqual([25_900, pence(() => true)])
    expect(await sumOf(engine, returned)).toEqual([isReturn.reduce((sum, one) => sum + one, 0), pence((row) => isReturn[row] === 1)])
    const [, known] = await sumOf(engine, withCustomer)
    expect(known).toBe(pence((row) => order.customer[row] !== NONE))

    const next = profile.tab()
    valueOf(await next.open(id))
    expect(await sumOf(next, returned)).toEqual(await sumOf(engine, returned))

    expect(await engine.undoImport(result.importId ?? '')).toMatchObject({ removed: 34_342, kept: 0 })
    expect(await sumOf(engine)).toEqual([0, 0])
  }, 240_000)
})

describe.skipIf(!hasData)(withData('eighteen months of a music shop: 69,659 purchases'), () => {
  test('become an order each, to the cent', async () => {
    const { engine } = await started({ baseCurrency: 'USD', country: 'US', timeZone: 'America/New_York' })
    const result = await imported(engine, fileOf(dataBytes('cdnow/CDNOW_master.txt'), 'CDNOW_master.txt'))
    expect(result).toMatchObject({
      ended: 'whole',
      refusedCount: 0,
      byEntity: { order: { created: 69_659 }, contact: { created: 23_570 } },
    })
    expect(await sumOf(engine)).toEqual([69_659, 250_031_563])
  }, 120_000)
})

describe.skipIf(!hasData)(withData('address books as they come'), () => {
  const names = [
    { family: 'ศรีสุวรรณ', given: 'กิตติพงศ์' },
    { family: '陳', given: '美玲' },
    { family: '王', given: '伟' },
    { family: '김', given: '지훈' },
    { family: 'Núñez, Jr.', given: 'José' },
  ]
  test('all four tables in one book make five people, each found again whatever the encoding', async () => {
    const { engine } = await started({})
    for (const path of ['google_contacts_new.csv', 'outlook_utf8bom.csv', 'outlook_cp949.csv', 'outlook_gbk.csv'])
      expect(await imported(engine, fileOf(dataBytes(`contacts/${path}`), path))).toMatchObject({ ended: 'whole', refusedCount: 0 })
    const rows = await rowsOf(engine, 'contact', ['name', 'emails.value', 'companyId'], 'createdAt')
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(names.map((name) => expect.objectContaining(name) as unknown)))
    expect([rows.length, await totalOf(engine, 'company')]).toEqual([5, 5])
    expect(rows.every(({ companyId }) => companyId !== null)).toBe(true)
  })

  test('a phone’s own cards', async () => {
    const { engine } = await started({})
    const file = fileOf(dataBytes('contacts/android_v21_quoted_printable.vcf'), 'android.vcf')
    const { plan } = await sketched(engine, file)
    expect(plan.format.kind).toBe('cards')
    const result = await imported(engine, file)
    expect(result).toMatchObject({ ended: 'whole', refusedCount: 0 })
    expect(await totalOf(engine, 'contact')).toBe(result.byEntity['contact']?.created)
    expect(result.byEntity['contact']?.created).toBeGreaterThan(1)
  })
})
