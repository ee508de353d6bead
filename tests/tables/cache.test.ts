import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTables, type Tables } from '../../src/tables/tables.ts'
import { anOrder, everyEntity, gone, idOf, put, someTables, thb } from './records.ts'
import { cellsOf, someCommits } from './world.ts'

type Blobs = Map<string, Uint8Array>

const save = (tables: Tables, into: Blobs = new Map<string, Uint8Array>()): Blobs => {
  for (const { key, bytes } of tables.dump()) into.set(key, bytes)
  return into
}
const partsOf = (blobs: Blobs, column: string): Uint8Array[] =>
  [...blobs.entries()]
    .filter(([key]) => key.startsWith(`${column}/`))
    .sort(([a], [b]) => Number(a.slice(a.lastIndexOf('/') + 1)) - Number(b.slice(b.lastIndexOf('/') + 1)))
    .map(([, bytes]) => bytes)
const loadColumn = (tables: Tables, blobs: Blobs, key: string) => {
  const [entity = '', column = ''] = key.split('/')
  return tables.load(entity, column, partsOf(blobs, key))
}
const allMissing = (tables: Tables): string[] =>
  everyEntity.flatMap(({ name }) => tables.missing(name).map((column) => `${name}/${column}`))
const spinesFirst = (keys: readonly string[]): string[] => [
  ...keys.filter((key) => key.endsWith('/$rows')),
  ...keys.filter((key) => !key.endsWith('/$rows')),
]
const loadAll = (tables: Tables, blobs: Blobs): void => {
  for (const key of spinesFirst(allMissing(tables))) expect([key, loadColumn(tables, blobs, key).ok]).toEqual([key, true])
}
/** Row numbers may differ between two tables; what their cells say may not. Ghosts of which nothing is known are nobody. */
const known = (tables: Tables) =>
  Object.fromEntries(
    Object.entries(cellsOf(tables)).map(([entity, rows]) => [
      entity,
      Object.fromEntries(
        Object.entries(rows).filter(([, cells]) =>
          Object.values(cells).some((value) => value !== null && value !== undefined && value !== 0),
        ),
      ),
    ]),
  )

describe('a start from the cache', () => {
  test('finds every cell as it was left, and writes nothing again', () => {
    fc.assert(
      fc.property(someCommits, (commits) => {
        const tables = someTables()
        for (const commit of commits) tables.apply(commit)
        const blobs = save(tables)
        const again = someTables()
        const short = again.expect([...blobs.keys()])
        expect(short.every((entity) => tables.rows(entity).length === 0)).toBe(true)
        loadAll(again, blobs)
        expect(again.isWhole()).toBe(true)
        expect(cellsOf(again)).toEqual(cellsOf(tables))
        expect([...again.dump()]).toEqual([])
      }),
      { seed: 41, numRuns: 60 },
    )
  }, 30_000)

  test('is right whatever is committed while columns are still being read, in whatever order they come', () => {
    fc.assert(
      fc.property(someCommits, someCommits, fc.infiniteStream(fc.nat()), (before, during, chance) => {
        const tables = someTables()
        for (const commit of before) tables.apply(commit)
        const blobs = save(tables)
        const again = someTables()
        again.expect([...blobs.keys()])
        const next = (below: number): number => (chance.next().value ?? 0) % below
        let waiting = allMissing(again)
        for (const key of waiting.filter((each) => each.endsWith('/$rows'))) loadColumn(again, blobs, key)
        waiting = allMissing(again)
        const commits = [...during]
        while (waiting.length > 0) {
          const commit = next(6) === 0 ? commits.shift() : undefined
          if (commit !== undefined) {
            again.apply(commit)
            tables.apply(commit)
          }
          // Any column may be next whose list, if it is an item's, is there.
          const open = waiting.filter((key) => !key.includes('.') || !waiting.includes(key.slice(0, key.indexOf('.'))))
          const key = open[next(open.length)] ?? ''
          expect([key, loadColumn(again, blobs, key).ok]).toEqual([key, true])
          waiting = waiting.filter((each) => each !== key)
        }
        for (const commit of commits) {
          again.apply(commit)
          tables.apply(commit)
        }
        expect(known(again)).toEqual(known(tables))
        // And the next start, from what is rewritten, finds it so too.
        const third = someTables()
        save(again, blobs)
        third.expect([...blobs.keys()])
        loadAll(third, blobs)
        expect(cellsOf(third)).toEqual(cellsOf(again))
      }),
      { seed: 42, numRuns: 60 },
    )
  }, 30_000)

  test('tells of each column that it came, and of rows that were edited meanwhile', () => {
    const tables = someTables()
    tables.apply([put(idOf('contact', 1), { jobTitle: 'Buyer' }), put(idOf('contact', 2), { jobTitle: 'Seller' })])
    const blobs = save(tables)
    const again = someTables()
    again.expect([...blobs.keys()])
    for (const key of again.needs('contact', [])) loadColumn(again, blobs, key)
    expect(again.rows('contact').column('jobTitle')).toBeNull()
    again.apply([put(idOf('contact', 2), { jobTitle: 'Owner' })])
    const loaded = loadColumn(again, blobs, 'contact/jobTitle')
    expect(loaded).toEqual({ ok: true, value: [{ entity: 'contact', rows: [1], columns: new Set(['jobTitle']) }] })
    expect([0, 1].map((row) => again.rows('contact').column('jobTitle')?.get(row))).toEqual(['Buyer', 'Owner'])
  })

  test('knows what a list needs first', () => {
    const tables = someTables()
    tables.apply([put(idOf('contact', 1), { companyId: idOf('company', 1) })])
    const again = someTables()
    // That there are no deals is known without asking for any record.
    expect(again.expect([...save(tables).keys()])).toEqual([])
    expect(again.needs('contact', ['name', 'companyId.name', 'phones', 'emails.value', 'nonsense'])).toEqual([
      'company/$rows',
      'contact/$rows',
      'company/name',
      'contact/name',
      'contact/companyId',
      'contact/phones',
      'contact/phones.value',
      'contact/phones.kind',
      'contact/phones.primary',
      'contact/emails',
      'contact/emails.value',
    ])
    expect(again.needs('contact', ['name'])).toEqual(['contact/$rows', 'contact/name'])
  })

  test('makes a folded column that is new to this version from what it is folded from', () => {
    const tables = someTables()
    tables.apply([put(idOf('company', 1), {}), put(idOf('order', 1), anOrder({ companyId: idOf('company', 1), baht: 5 }))])
    const blobs = save(tables)
    blobs.delete('company/revenue/0')
    const again = someTables()
    expect(again.expect([...blobs.keys()])).not.toContain('company')
    loadAll(again, blobs)
    expect(again.rows('company').column('revenue')?.get(0)).toEqual(thb(5))
  })

  test('asks for the records where a field is new to this version', () => {
    const tables = someTables()
    tables.apply([put(idOf('company', 1), {})])
    const keys = [...save(tables).keys()]
    expect(someTables().expect(keys.filter((key) => key !== 'company/taxId/0'))).toContain('company')
    expect(someTables().expect(keys)).not.toContain('company')
  })
})

describe('a cache that is not what it should be', () => {
  const aCache = () => {
    const tables = someTables()
    tables.apply([
      put(idOf('company', 1), { name: 'Siam Tea' }),
      put(idOf('contact', 1), { companyId: idOf('company', 1), jobTitle: 'Buyer' }),
      put(idOf('order', 1), anOrder({ companyId: idOf('company', 1), baht: 5 })),
    ])
    return { tables, blobs: save(tables) }
  }
  const rebuilt = (again: Tables) => {
    const records = [
      put(idOf('company', 1), { name: 'Siam Tea' }),
      put(idOf('contact', 1), { companyId: idOf('company', 1), jobTitle: 'Buyer' }),
      put(idOf('order', 1), anOrder({ companyId: idOf('company', 1), baht: 5 })),
    ]
    return (entity: string) => again.apply(records.filter((record) => record.entity === entity))
  }

  test('is mended by emptying the entity and applying its records again', () => {
    const { tables, blobs } = aCache()
    for (const broken of [...blobs.keys()]) {
      const bytes = blobs.get(broken)?.slice() ?? new Uint8Array()
      bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 255
      const again = someTables()
      again.expect([...blobs.keys()])
      const apply = rebuilt(again)
      const failed = new Set<string>()
      for (const key of spinesFirst(allMissing(again))) {
        const entity = key.slice(0, key.indexOf('/'))
        if (failed.has(entity)) continue
        if (loadColumn(again, new Map([...blobs, [broken, bytes]]), key).ok) continue
        failed.add(entity)
        const [reset] = again.reset(entity)
        expect(reset?.entity).toBe(entity)
      }
      failed.forEach(apply)
      expect(failed.size).toBeGreaterThan(0)
      expect(known(again)).toEqual(known(tables))
      expect(again.recomputed('company', 'revenue')).toEqual(Float64Array.of(500))
    }
  })

  test('with references that were written for other rows is refused', () => {
    const { blobs } = aCache()
    const other = someTables()
    other.apply([put(idOf('company', 2), {}), put(idOf('company', 1), {})])
    const mixed = new Map([...blobs, ...[...save(other)].filter(([key]) => key.startsWith('company/'))])
    const again = someTables()
    again.expect([...mixed.keys()])
    for (const key of again.needs('contact', ['companyId.code'])) if (key.endsWith('$rows')) loadColumn(again, mixed, key)
    expect(loadColumn(again, mixed, 'contact/companyId')).toEqual({ ok: false, error: 'corrupt' })
  })

  test('with a part missing is refused', () => {
    const { blobs } = aCache()
    const again = someTables()
    again.expect([...blobs.keys()])
    for (const key of again.needs('contact', [])) loadColumn(again, blobs, key)
    expect(again.load('contact', 'jobTitle', [])).toEqual({ ok: false, error: 'corrupt' })
  })

  test('of another base currency has no use for its money', () => {
    const { blobs } = aCache()
    const again = createTables({ entities: everyEntity, baseCurrency: 'KRW' })
    again.expect([...blobs.keys()])
    for (const key of again.needs('order', [])) loadColumn(again, blobs, key)
    expect(loadColumn(again, blobs, 'order/total').ok).toBe(false)
  })

  test('is never loaded in an order that would go wrong', () => {
    const { blobs } = aCache()
    const again = someTables()
    again.expect([...blobs.keys()])
    expect(() => loadColumn(again, blobs, 'contact/jobTitle')).toThrow('$rows')
    expect(() => again.apply([put(idOf('contact', 1), {})])).toThrow('$rows')
    for (const key of again.needs('order', [])) loadColumn(again, blobs, key)
    expect(() => loadColumn(again, blobs, 'order/lines.qty')).toThrow('before its list')
    expect(() => [...again.dump()]).toThrow('not whole')
  })
})

describe('writing the cache', () => {
  test('writes 65,536 rows a blob, and after an edit only what it touched', () => {
    const tables = someTables()
    const titleOf = (number: number): string => `Buyer ${number % 5 === 0 ? number : number % 9}`
    tables.apply(
      Array.from({ length: 70_000 }, (_, number) =>
        put(idOf('contact', number), { jobTitle: titleOf(number), interests: [titleOf(number)] }),
      ),
    )
    const blobs = save(tables)
    expect(partsOf(blobs, 'contact/jobTitle')).toHaveLength(2)
    const again = someTables()
    again.expect([...blobs.keys()])
    loadAll(again, blobs)
    const [titles, interests] = [again.rows('contact').column('jobTitle'), again.rows('contact').column('interests')]
    for (let row = 0; row < 70_000; row += 7) expect([titles?.get(row), interests?.get(row)]).toEqual([titleOf(row), [titleOf(row)]])
    expect(titles?.kind === 'text' && new Set(titles.pool).size === titles.pool.length).toBe(true)

    tables.apply([put(idOf('contact', 69_999), { jobTitle: 'Owner', interests: [titleOf(69_999)] })])
    expect([...tables.dump()].map(({ key }) => key)).toEqual(['contact/jobTitle/1'])
    expect([...tables.dump()]).toEqual([])
    tables.unsaved(['contact/jobTitle/1', 'contact/$rows/0'])
    expect([...tables.dump()].map(({ key }) => key).sort()).toEqual(['contact/$rows/0', 'contact/jobTitle/1'])
  }, 20_000)

  test('ends at one moment, however much is committed while it is being drawn', () => {
    fc.assert(
      fc.property(someCommits, (commits) => {
        const tables = someTables()
        const blobs: Blobs = new Map()
        const left = [...commits]
        tables.apply(left.shift() ?? [])
        for (const { key, bytes } of tables.dump()) {
          blobs.set(key, bytes)
          if (blobs.size % 3 === 0) tables.apply(left.shift() ?? [])
        }
        const again = someTables()
        again.expect([...blobs.keys()])
        loadAll(again, blobs)
        expect(cellsOf(again)).toEqual(cellsOf(tables))
      }),
      { seed: 43, numRuns: 40 },
    )
  }, 30_000)

  test('a hidden tab lets go of everything and starts over from the cache', () => {
    const tables = someTables()
    tables.apply([put(idOf('contact', 1), { jobTitle: 'Buyer' }), gone(idOf('contact', 2))])
    const blobs = save(tables)
    tables.drop()
    expect(tables.rows('contact').length).toBe(0)
    tables.expect([...blobs.keys()])
    loadAll(tables, blobs)
    expect(tables.rows('contact').column('jobTitle')?.get(0)).toBe('Buyer')
  })
})
