import { describe, expect, test } from 'vitest'
import { proposeMapping } from '../../src/files/mapping.ts'
import { planImport } from '../../src/files/plan.ts'
import { readFile } from '../../src/files/sketch.ts'
import { csvLine, errorFile } from '../../src/files/write.ts'
import { context, encode, planned, readPhone, shop, sketch, sourceOf, synonyms } from './sources.ts'

describe('people', () => {
  test('arrive with their company, numbers in full, and each address once', async () => {
    const { drafts, refused } = await planned(
      'Name,Company,Mobile,Work phone,Email,Email 2,Birthday,City\n' +
        'Ann Lee,ACME,081 234 5678,081-234-5678,Ann@example.com,ann2@example.com,22/11/2533,Bangkok\n' +
        'Bob Ray,acme,+44 20 7946 0958,,bob@example.com,,,\n',
      { purpose: 'contacts' },
    )
    expect(refused).toEqual([])
    expect(drafts.map(({ entity }) => entity)).toEqual(['company', 'contact', 'contact'])
    expect(drafts[1]).toMatchObject({
      key: { entity: 'contact', field: 'emails', value: 'Ann@example.com' },
      fields: { name: { family: 'Lee', given: 'Ann' }, birthDate: '1990-11-22', address: { locality: 'Bangkok' } },
      parents: { companyId: { entity: 'company', field: 'name', value: 'ACME' } },
      line: 2,
    })
    expect(drafts[1]?.items['phones']?.map(({ fields }) => fields)).toEqual([{ value: '+66812345678', kind: 'mobile', primary: true }])
    expect(drafts[1]?.items['emails']?.map(({ fields }) => fields['value'])).toEqual(['Ann@example.com', 'ann2@example.com'])
    expect(drafts[2]?.items['phones']?.[0]?.fields['value']).toBe('+442079460958')
  })

  test('several values in one cell are several numbers', async () => {
    const { drafts } = await planned('Name,Phone 1 - Label,Phone 1 - Value\nAnn Lee,* Work,+66 81-234-5678 ::: +66 2 123 4567\n', {
      purpose: 'contacts',
    })
    expect(drafts[0]?.items['phones']?.map(({ fields }) => [fields['value'], fields['kind']])).toEqual([
      ['+66812345678', 'work'],
      ['+6621234567', 'work'],
    ])
  })

  test('whom nothing names but an address is called by it, and a row that names nobody is refused', async () => {
    const { drafts, refused } = await planned('Name,Email,City\n,ann@example.com,Rome\n,,Rome\nBob,,\n', { purpose: 'contacts' })
    expect(drafts.map(({ fields }) => fields['name'])).toEqual([
      { family: '', given: 'ann@example.com' },
      { family: '', given: 'Bob' },
    ])
    expect(refused).toEqual([{ line: 3, reason: 'nameMissing', column: null, cells: ['', '', 'Rome'] }])
  })

  test('two-digit years in a Buddhist file are Buddhist', async () => {
    const { drafts } = await planned('ชื่อ นามสกุล,วันเกิด\nก ข,22/11/2533\nค ง,5/1/35\n', { purpose: 'contacts' })
    expect(drafts.map(({ fields }) => fields['birthDate'])).toEqual(['1990-11-22', '1992-01-05'])
  })
})

describe('a value that the form would refuse', () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => [
    `Person ${i}`,
    i % 50 === 7 ? 'abc' : `p${i}@example.com`,
    i % 50 === 9 ? '08-1234' : '0812345678',
  ])
  const file = csvLine(['Name', 'Email', 'Phone']) + rows.map(csvLine).join('')

  test('keeps its row out, names the column, and lets the others in', async () => {
    const { drafts, refused, headers } = await planned(file, { purpose: 'contacts' })
    expect([drafts.length, refused.length]).toEqual([960, 40])
    expect(refused.slice(0, 2).map(({ line, reason, column }) => [line, reason, headers[column ?? -1]])).toEqual([
      [9, 'invalidEmail', 'Email'],
      [11, 'invalidPhone', 'Phone'],
    ])
  })

  test('goes into a file that can be mended and imported again', async () => {
    const { refused, headers } = await planned(file, { purpose: 'contacts' })
    const text = errorFile(headers, refused, {
      line: 'Line',
      problem: 'Problem',
      reason: (reason, header) => `${reason} in ${header ?? ''}`,
    })
    expect(
      text.startsWith('\uFEFF"Line","Problem","Name","Email","Phone"\r\n"9","invalidEmail in Email","Person 7","abc","0812345678"\r\n'),
    ).toBe(true)
    const again = await planned(text.replaceAll('abc', 'x@example.com').replaceAll('08-1234', '0898765432'), { purpose: 'contacts' })
    expect([again.drafts.length, again.refused.length]).toEqual([40, 0])
    expect(again.drafts[0]?.fields['name']).toEqual({ family: '7', given: 'Person' })
  })

  test('is left out where the person prefers that, and the record says so', async () => {
    const { drafts, refused } = await planned(file, { purpose: 'contacts', change: (mapping) => ({ ...mapping, badValue: 'leaveOut' }) })
    expect([drafts.length, refused.length]).toEqual([1_000, 0])
    expect(drafts[7]?.problems).toEqual([{ reason: 'invalidEmail', line: 9, column: 1 }])
    expect(drafts[7]?.items['emails']).toBeUndefined()
  })

  test.each([
    ['tooLong', `Name,City\nAnn,${'x'.repeat(201)}\n`],
    [
      'invalidDay',
      'Name,Birthday\nAnn,31/02/2026\nBob,1/2/2026\nCid,2/2/2026\nDan,3/2/2026\nEve,3/2/2026\nFay,4/2/2026\nGil,5/2/2026\nHal,6/2/2026\nIda,7/2/2026\nJim,8/2/2026\nKim,9/2/2026\nLea,10/2/2026\n',
    ],
    ['tooManyCells', 'Name,City\nAnn,Rome,Italy\nBob,Rome\nCid,Rome\n'],
    ['tornQuote', 'Name,City\nAnn,"Rome\nBob,Rome\nCid,Rome\n'],
  ])('%s', async (reason, text) => {
    const { refused } = await planned(text, { purpose: 'contacts' })
    expect(refused.map((row) => [row.line, row.reason])).toEqual([[2, reason]])
  })
})

describe('products, companies and deals', () => {
  test('find their fields', async () => {
    const products = await planned('SKU,Product name,Price,Active\nX1,Tea pot,1.299,yes\n', { purpose: 'products' })
    expect(products.drafts[0]).toMatchObject({
      entity: 'product',
      key: { field: 'code', value: 'X1' },
      fields: { name: 'Tea pot', listPrice: { digits: 1_299, scale: 3 }, active: true },
    })
    const companies = await planned('公司名称,网址,客户类型\n上海贸易有限公司,example.cn,供应商\n', { purpose: 'companies' })
    expect(companies.drafts[0]?.fields).toEqual({ name: '上海贸易有限公司', website: 'example.cn', type: 'supplier' })
    const deals = await planned('Deal,Company,Stage,Amount,Close date\nBig one,ACME,Proposal,"1,000.50",31/03/2026\n', { purpose: 'deals' })
    expect(deals.drafts.map(({ entity }) => entity)).toEqual(['company', 'deal'])
    expect(deals.drafts[1]).toMatchObject({
      fields: { name: 'Big one', amount: { amount: 100_050, currency: 'THB' }, expectedCloseDate: '2026-03-31' },
      parents: { stageId: { entity: 'stage', field: 'name', value: 'Proposal' }, companyId: { value: 'ACME' } },
    })
  })
})

describe('an import can be watched and stopped', () => {
  const file = shop(Array.from({ length: 5_000 }, (_, i) => [`N${i % 900}`, '2026-01-02', 'A', 'x', '1', '2.00', 'C1', '']))
  const planOf = async (signal?: AbortSignal) => {
    const source = sourceOf(file, 10_000)
    const look = await sketch(source)
    const { mapping } = proposeMapping(look, 'orders', 'people', synonyms, context)
    return planImport(readFile(source, look.format, { batchRows: 500 }), mapping, {
      size: source.size,
      synonyms,
      readPhone,
      ...(signal ? { signal } : {}),
    })
  }

  test('it says how far it is, first through the file, then through the orders', async () => {
    const steps: string[] = []
    for await (const { phase, done, of } of await planOf()) steps.push(`${phase} ${done <= of ? 'of' : 'past'} ${of}`)
    expect(new Set(steps)).toEqual(new Set([`reading of ${file.length}`, 'making of 900']))
  })

  test.each(['reading', 'making'])('it stops while %s', async (phase) => {
    const abort = new AbortController()
    const running = (async () => {
      for await (const step of await planOf(abort.signal)) if (step.phase === phase) abort.abort()
    })()
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error)
  })

  test('a file that breaks off gives what it held, and says so', async () => {
    const source = sourceOf(encode(file, 'utf-8').subarray(0, 50_000))
    const broken = {
      ...source,
      stream: () => source.stream().pipeThrough(new TransformStream({ flush: () => Promise.reject(new Error('gone')) })),
    }
    const { mapping } = proposeMapping(await sketch(source), 'orders', 'people', synonyms, context)
    const batches = []
    for await (const batch of planImport(readFile(broken, (await sketch(source)).format), mapping, {
      size: source.size,
      synonyms,
      readPhone,
    }))
      batches.push(batch)
    expect(batches.find((batch) => batch.broken !== undefined)?.broken).toContain('gone')
    expect(batches.flatMap(({ drafts }) => drafts).length).toBeGreaterThan(500)
  })
})
