import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/engine/api.ts'
import { errorFile } from '../../src/files/write.ts'
import { addressBook, fileOf, imported, invoices, rowsOf, sketched, table, totalOf } from './files.ts'
import { createProfile, startedIn } from './profile.ts'
import { aWorkspace, valueOf } from './wanted.ts'

const aBook = async (): Promise<Engine> => (await startedIn(createProfile())).engine

describe('U11 an address book', () => {
  test('of 1,000 rows with 20 bad ones brings 980 in, names the 20, and undo takes back exactly the 980', async () => {
    const engine = await aBook()
    const text = addressBook(1_000, (i, row) => (i % 50 === 7 ? row.with(2, 'no address') : row))
    const result = await imported(engine, fileOf(text))
    expect(result.byEntity['contact']).toEqual({ created: 980, updated: 0, unchanged: 0 })
    expect([result.ended, result.rows, result.refusedCount]).toEqual(['whole', 1_000, 20])
    expect(result.refused[0]).toMatchObject({ line: 9, reason: 'invalidEmail', column: 2 })
    expect(await totalOf(engine, 'contact')).toBe(980)
    expect(await totalOf(engine, 'company')).toBe(40)

    const { sketch } = await sketched(engine, fileOf(text))
    const written = errorFile(sketch.headers, result.refused, { line: 'Row', problem: 'Problem', reason: (reason) => reason })
    expect(written.trim().split('\r\n')).toHaveLength(21)

    const undone = await engine.undoImport(result.importId ?? '')
    expect(undone).toEqual({ removed: 1_020, reverted: 0, kept: 0 })
    expect([await totalOf(engine, 'contact'), await totalOf(engine, 'company')]).toEqual([0, 0])
    expect(await engine.pastImports()).toEqual([])
  })

  test('imported again changes nothing; with one cell mended, that one record', async () => {
    const engine = await aBook()
    await imported(engine, fileOf(addressBook(300)))
    const again = await imported(engine, fileOf(addressBook(300)))
    expect(again.byEntity).toEqual({ contact: { created: 0, updated: 0, unchanged: 300 } })
    expect(again.importId).toBeNull()
    const mended = await imported(engine, fileOf(addressBook(300, (i, row) => (i === 5 ? row.with(1, 'Newname') : row))))
    expect(mended.byEntity['contact']).toEqual({ created: 0, updated: 1, unchanged: 299 })
    expect(
      (await rowsOf(engine, 'contact', ['name'])).filter(({ name }) => (name as { family: string }).family === 'Newname'),
    ).toHaveLength(1)
  })

  test('undone gives edited records their old values back, but for what was changed since by hand', async () => {
    const engine = await aBook()
    await imported(engine, fileOf(addressBook(60)))
    const renamed = await imported(engine, fileOf(addressBook(60, (i, row) => (i < 10 ? row.with(0, 'Renamed') : row))))
    expect(renamed.byEntity['contact']).toMatchObject({ updated: 10 })
    const [first] = (await rowsOf(engine, 'contact', ['name'])).filter(({ name }) => (name as { given: string }).given === 'Renamed')
    await engine.edit([{ id: first?.id ?? '', changes: [{ path: 'name', value: { family: 'Mine', given: 'Since' } }] }])
    expect(await engine.undoImport(renamed.importId ?? '')).toMatchObject({ removed: 0, reverted: 9 })
    const names = (await rowsOf(engine, 'contact', ['name'])).map(({ name }) => (name as { given: string }).given)
    expect(names.filter((given) => given === 'Renamed')).toHaveLength(0)
    expect(names).toContain('Since')
  })

  test('a record of the import that was changed since stays when the rest goes', async () => {
    const engine = await aBook()
    const result = await imported(engine, fileOf(addressBook(20)))
    const [first] = await rowsOf(engine, 'contact', ['name'])
    await engine.edit([{ id: first?.id ?? '', changes: [{ path: 'jobTitle', value: 'Buyer' }] }])
    const undone = await engine.undoImport(result.importId ?? '')
    expect(undone).toMatchObject({ kept: 1 })
    expect(await rowsOf(engine, 'contact', ['jobTitle'])).toMatchObject([{ id: first?.id, jobTitle: 'Buyer' }])
  })

  test('says what it may do with records that are known: fill the gaps, or leave them be', async () => {
    const engine = await aBook()
    const before = table([
      ['Name', 'Email', 'Job title'],
      ['Mana Dee', 'mana@example.com', ''],
    ])
    const after = table([
      ['Name', 'Email', 'Job title', 'Phone'],
      ['Mana Dee-Suk', 'mana@example.com', 'Buyer', '081 234 5678'],
    ])
    await imported(engine, fileOf(before))
    const skipped = await imported(engine, fileOf(after), { change: (plan) => ({ ...plan, known: 'skip' }) })
    expect(skipped.byEntity['contact']).toMatchObject({ unchanged: 1 })
    await imported(engine, fileOf(after), { change: (plan) => ({ ...plan, known: 'fill' }) })
    expect(await rowsOf(engine, 'contact', ['name', 'jobTitle', 'phones.value'])).toMatchObject([
      { name: { family: 'Dee' }, jobTitle: 'Buyer', 'phones.value': ['+66812345678'] },
    ])
    await imported(engine, fileOf(after))
    expect(await rowsOf(engine, 'contact', ['name', 'phones.value'])).toMatchObject([
      { name: { family: 'Dee-Suk' }, 'phones.value': ['+66812345678'] },
    ])
  })

  test('two people at one telephone stay two people', async () => {
    const engine = await aBook()
    const file = fileOf(
      table([
        ['Name', 'Phone'],
        ['Mana Dee', '02 123 4567'],
        ['Mali Suk', '02 123 4567'],
        ['Mana Dee', '02 123 4567'],
      ]),
    )
    const result = await imported(engine, file)
    expect(result.byEntity['contact']).toEqual({ created: 2, updated: 0, unchanged: 1 })
    expect((await imported(engine, file)).byEntity['contact']).toEqual({ created: 0, updated: 0, unchanged: 3 })
  })

  test('its notes are compared whole, and come back with undo', async () => {
    const engine = await aBook()
    const book = (note: string) =>
      fileOf(
        table([
          ['Name', 'Email', 'Notes'],
          ['Mana Dee', 'mana@example.com', note],
        ]),
      )
    await imported(engine, book('likes tea'))
    expect((await imported(engine, book('likes tea'))).byEntity['contact']).toMatchObject({ unchanged: 1 })
    const changed = await imported(engine, book('likes coffee'))
    expect(changed.byEntity['contact']).toMatchObject({ updated: 1 })
    const [{ id } = { id: '' }] = await rowsOf(engine, 'contact', [])
    expect((await engine.record(id))?.fields['description']).toBe('likes coffee')
    await engine.undoImport(changed.importId ?? '')
    expect((await engine.record(id))?.fields['description']).toBe('likes tea')
  })
})

describe('lines of invoices', () => {
  test('become orders, with products and customers found or made; a return is a return', async () => {
    const engine = await aBook()
    const result = await imported(engine, fileOf(table(invoices)))
    expect(result.byEntity).toMatchObject({ order: { created: 3 }, product: { created: 2 }, contact: { created: 1 } })
    const orders = await engine.query(
      { entity: 'order', sort: [{ column: 'number' }], sums: ['total'] },
      { start: 0, count: 9, columns: ['number', 'status', 'total', 'contactId'] },
    )
    expect(orders.rows).toMatchObject([
      { number: 'A1', status: 'completed', total: { amount: 36_100, currency: 'THB' } },
      { number: 'A2', status: 'completed', total: { amount: 4_000, currency: 'THB' }, contactId: null },
      { number: 'C3', status: 'returned', total: { amount: -12_050, currency: 'THB' } },
    ])
    expect(orders.sums['total']).toMatchObject({ value: 28_050, currency: 'THB' })
    const customer = orders.rows[0]?.['contactId'] as { id: string }
    expect((await engine.record(customer.id))?.calc).toMatchObject({ orderCount: 1, revenue: { amount: 24_050, currency: 'THB' } })
  })

  test('for companies where the person says so', async () => {
    const engine = await aBook()
    const result = await imported(engine, fileOf(table(invoices)), { customersAre: 'companies' })
    expect(result.byEntity).toMatchObject({ company: { created: 1 } })
    expect(await totalOf(engine, 'contact')).toBe(0)
  })

  test('imported again change nothing; a corrected line takes the place of the old ones, and undo brings those back', async () => {
    const engine = await aBook()
    await imported(engine, fileOf(table(invoices)))
    expect((await imported(engine, fileOf(table(invoices)))).byEntity).toEqual({ order: { created: 0, updated: 0, unchanged: 3 } })
    const corrected = await imported(engine, fileOf(table(invoices.map((row, i) => (i === 1 ? row.with(4, '5') : row)))))
    expect(corrected.byEntity).toEqual({ order: { created: 0, updated: 1, unchanged: 2 } })
    const sum = async () => (await engine.query({ entity: 'order', sums: ['total'] }, { start: 0, count: 0 })).sums['total']?.value
    expect(await sum()).toBe(28_050 + 3 * 12_050)
    await engine.undoImport(corrected.importId ?? '')
    expect(await sum()).toBe(28_050)
  })

  test('thousands of lines that would be one order are refused as such, and the others come in', async () => {
    const engine = await aBook()
    const many = Array.from({ length: 9_000 }, (_, i) => [
      'BIG',
      '2026-01-03',
      `P${i}`,
      `A product with a fairly long name, number ${i}`,
      '1',
      '9.99',
      '',
    ])
    const result = await imported(engine, fileOf(table([...invoices, ...many])))
    expect(result.byEntity).toMatchObject({ order: { created: 3 } })
    expect(result.refused).toMatchObject([{ reason: 'tooLarge', line: 6 }])
    expect(result.refusedCount).toBe(9_000)
  })
})

describe('deals', () => {
  test('stand in the stage that the file names; an unknown one is told and stands at the beginning', async () => {
    const engine = await aBook()
    const file = fileOf(
      table([
        ['Deal name', 'Company', 'Stage', 'Amount', 'Close date'],
        ['Roaster', 'Siam Beans', 'Won', '120000', '2026-01-02'],
        ['Grinder', 'Siam Beans', 'prospecting', '9000', '2026-03-02'],
        ['Filter', 'Lanna Cups', 'Somewhere', '500', '2026-03-09'],
      ]),
    )
    const result = await imported(engine, file)
    expect(result.byEntity).toMatchObject({ deal: { created: 3 }, company: { created: 2 } })
    expect(result.leftOut).toMatchObject([{ line: 4, column: 2, reason: 'unknownChoice' }])
    const rows = await rowsOf(engine, 'deal', ['name', 'stageId', 'closedAt', 'pipelineId'])
    expect(rows.map(({ name, stageId }) => [name, (stageId as { title: string }).title])).toEqual([
      ['Filter', 'Prospecting'],
      ['Grinder', 'Prospecting'],
      ['Roaster', 'Won'],
    ])
    expect(rows[2]?.['closedAt']).not.toBeNull()
    expect(rows.every(({ pipelineId }) => pipelineId !== null)).toBe(true)
  })
})

describe('what goes wrong', () => {
  test('each kind of file that is no table has its own answer', async () => {
    const engine = await aBook()
    const refusal = async (bytes: Uint8Array<ArrayBuffer>) => {
      const sketch = await engine.sketchImport(fileOf(bytes), { layout: {}, purpose: null, customersAre: null, lineName: 'Item' })
      return sketch.ok ? null : sketch.refusal
    }
    expect(await refusal(new Uint8Array(0))).toEqual({ reason: 'empty' })
    expect(await refusal(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]))).toEqual({ reason: 'foreign', kind: 'image' })
    expect(await refusal(Uint8Array.from(Array.from({ length: 4_000 }, (_, i) => (i * 37) % 256)))).toEqual({
      reason: 'foreign',
      kind: 'binary',
    })
  })

  test('a file that breaks off keeps what came before it', async () => {
    const engine = await aBook()
    const whole = new Uint8Array(
      await new Response(new Blob([addressBook(3_000)]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
    )
    const cut = fileOf(whole.slice(0, whole.length - 2_000), 'book.csv.gz')
    const result = await imported(engine, cut)
    expect(result.ended).toBe('broken')
    const { created } = result.byEntity['contact'] ?? { created: 0 }
    expect(created).toBeGreaterThan(1_000)
    expect(await totalOf(engine, 'contact')).toBe(created)
  })

  test('a device that is too full is told before, and nothing is written', async () => {
    const engine = createProfile().tab({ estimate: () => Promise.resolve({ quota: 1_000_000, usage: 990_000 }) })
    valueOf(await engine.startWorkspace(aWorkspace))
    const result = await imported(engine, fileOf(addressBook(2_000)))
    expect(result).toMatchObject({ ended: 'diskFull', importId: null, byEntity: {} })
    expect(await totalOf(engine, 'contact')).toBe(0)
  })

  test('stopped in the middle, it keeps what it has and can be taken back', async () => {
    const engine = await aBook()
    const file = fileOf(addressBook(20_000))
    const { plan } = await sketched(engine, file)
    const run = engine.runImport(file, plan, 77)
    await new Promise((resolve) => setTimeout(resolve, 250))
    await engine.cancelImport(77)
    const result = await run
    expect(result.ended).toBe('cancelled')
    const { created } = result.byEntity['contact'] ?? { created: 0 }
    expect(created).toBeLessThan(20_000)
    expect(await totalOf(engine, 'contact')).toBe(created)
    if (result.importId !== null) await engine.undoImport(result.importId)
    expect(await totalOf(engine, 'contact')).toBe(0)
  })

  test('asked for twice, because the worker died in its middle, it is one import', async () => {
    const profile = createProfile()
    const { engine, opened } = await startedIn(profile)
    const file = fileOf(addressBook(400))
    const { plan } = await sketched(engine, file)
    await engine.runImport(file, plan, 88)
    const next = profile.tab()
    await next.open(opened.id)
    const result = await next.runImport(file, plan, 88)
    expect(result.byEntity['contact']).toMatchObject({ created: 400 })
    expect(await totalOf(next, 'contact')).toBe(400)
    expect(await next.pastImports()).toHaveLength(1)
  })

  test('an import is no step of the person’s own: undo takes back what they did', async () => {
    const profile = createProfile()
    const { engine } = await startedIn(profile)
    await imported(engine, fileOf(addressBook(50)))
    const id = profile.makeId('company')
    await engine.create({ id, values: { name: 'Mine' } })
    await imported(engine, fileOf(addressBook(50, (_, row) => row.with(0, 'Renamed'))))
    await engine.undo()
    expect((await engine.record(id))?.fields['deletedAt']).not.toBeNull()
    expect((await rowsOf(engine, 'contact', ['name'])).every(({ name }) => (name as { given: string }).given === 'Renamed')).toBe(true)
  })
})
