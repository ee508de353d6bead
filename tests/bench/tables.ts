import { everyEntity, idOf, put, someContact, someTables } from '../tables/records.ts'
import { intBelow, pickFrom, randomFrom } from '../../src/core/random.ts'
import type { RowChange } from '../../src/tables/column.ts'
import type { ColumnBlob } from '../../src/tables/cache.ts'
import type { Tables } from '../../src/tables/tables.ts'

// npx --no -- node --expose-gc tests/bench/tables.ts [share]: the "large" workspace of the architecture in tables alone, or a share of it.
const share = Number(process.argv[2] ?? 1)
const sizes = { company: 10_000, contact: 100_000, deal: 20_000, order: 250_000, activity: 300_000 } as const
const sizeOf = (entity: keyof typeof sizes): number => Math.round(sizes[entity] * share)
const random = randomFrom(7)
const start = Date.UTC(2024, 0, 1)
const print = (what: string, value: number, unit: string): void =>
  console.log(`${what.padEnd(58)}${value.toFixed(unit === 'MB' ? 1 : 2).padStart(10)} ${unit}`)

const makers: Record<keyof typeof sizes, (number: number) => Readonly<Record<string, unknown>>> = {
  company: (n) => ({
    name: `Company ${n} 有限公司`,
    code: `K${n}`,
    type: 'customer',
    industry: `industry ${n % 60}`,
    phones: [],
    emails: [],
    createdAt: start + n,
    updatedAt: start + n,
    deletedAt: null,
  }),
  contact: (n) => someContact(random, n, sizeOf('company')),
  deal: (n) => ({
    name: `Deal ${n}`,
    companyId: idOf('company', intBelow(random, sizeOf('company'))),
    pipelineId: idOf('pipeline', 1),
    stageId: idOf('stage', intBelow(random, 7)),
    amount: { amount: intBelow(random, 1e8), currency: 'THB' },
    expectedCloseDate: `2026-0${1 + intBelow(random, 9)}-15`,
    stageHistory: [{ id: 's1', order: 'a0', fromId: null, toId: idOf('stage', 1), at: start + n, byId: null }],
    createdAt: start + n,
    updatedAt: start + n * 3,
    deletedAt: null,
  }),
  order: (n) => ({
    number: `SO-${n}`,
    companyId: idOf('company', intBelow(random, sizeOf('company'))),
    contactId: idOf('contact', intBelow(random, sizeOf('contact'))),
    status: pickFrom(random, ['confirmed', 'shipped', 'completed', 'cancelled']),
    orderedAt: start + intBelow(random, 6e10),
    currency: 'THB',
    exchangeRate: null,
    discount: null,
    paymentStatus: 'paid',
    lines: Array.from({ length: 4 }, (_, i) => ({
      id: `line${i}`,
      order: `a${i}`,
      productId: idOf('product', intBelow(random, 4_000)),
      name: `Product number ${intBelow(random, 4_000)}`,
      qty: 1 + intBelow(random, 20),
      unitPrice: { digits: intBelow(random, 100_000), scale: 2, currency: 'THB' },
      taxRate: 7,
    })),
    createdAt: start + n,
    updatedAt: start + n * 2,
    deletedAt: null,
  }),
  activity: (n) => ({
    kind: pickFrom(random, ['call', 'meeting', 'email']),
    subject: n % 3 === 0 ? `Talked about offer ${n}` : `Follow up ${n % 500}`,
    status: pickFrom(random, ['done', 'planned']),
    priority: 'normal',
    startAt: start + intBelow(random, 6e10),
    dueAt: n % 2 === 0 ? start + n * 1_000 : null,
    regardingIds: [idOf('company', intBelow(random, sizeOf('company'))), idOf('contact', intBelow(random, sizeOf('contact')))].slice(n % 2),
    assigneeId: idOf('member', intBelow(random, 8)),
    createdAt: start + n,
    updatedAt: start + n * 2,
    deletedAt: null,
  }),
}

const timed = <T>(run: () => T): [T, number] => {
  // CPU time of this thread: other work on the machine does not count.
  const from = process.threadCpuUsage()
  const result = run()
  const { user, system } = process.threadCpuUsage(from)
  return [result, (user + system) / 1e3]
}
const owned = (tables: Tables, entity?: string): number =>
  [...tables.owned()].filter(([key]) => entity === undefined || key.startsWith(`${entity}/`)).reduce((sum, [, bytes]) => sum + bytes, 0)
const heap = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

const before = heap()
let tables = someTables()
const batch = 1_000
for (const entity of ['company', 'contact', 'deal', 'order', 'activity'] as const) {
  let spent = 0
  let read = 0
  const size = sizeOf(entity)
  for (let from = 0; from < size; from += batch) {
    const made = Array.from({ length: Math.min(batch, size - from) }, (_, i) => put(idOf(entity, from + i), makers[entity](from + i), i))
    // As a store gives them: strings that were read, not ropes of pieces.
    const text = JSON.stringify(made)
    const [changes, reading] = timed(() => JSON.parse(text) as readonly RowChange[]) // its own writing
    read += reading
    spent += timed(() => tables.apply(changes))[1]
  }
  print(`apply ${size} of ${entity}, ${batch} at a time`, (spent * 1e3) / size, 'µs each')
  print('  beside: JSON.parse of the same records', (read * 1e3) / size, 'µs each')
  print(`  arrays and indexes of ${entity}`, owned(tables, entity) / size, 'bytes each')
}
print('all: arrays and indexes', owned(tables) / 2 ** 20, 'MB')
print('all: memory', heap() - before, 'MB')

const edits = Array.from({ length: 2_000 }, (_, i) => put(idOf('activity', i * 100), makers.activity(i)))
print(
  '1 edit of an activity, folds included',
  (timed(() => edits.forEach((edit) => tables.apply([edit])))[1] * 1e3) / edits.length,
  'µs each',
)

const [blobs, dumping] = timed(() => new Map<string, ColumnBlob>([...tables.dump()].map((blob) => [blob.key, blob])))
print('dump all', dumping, 'ms')
print('blobs', [...blobs.values()].reduce((sum, { bytes }) => sum + bytes.length, 0) / 2 ** 20, 'MB')

const load = (into: Tables, key: string): number => {
  const [entity = '', column = ''] = key.split('/')
  const parts: Uint8Array[] = []
  for (let blob = blobs.get(`${key}/0`); blob !== undefined; blob = blobs.get(`${key}/${parts.length}`)) parts.push(blob.bytes)
  const [result, spent] = timed(() => into.load(entity, column, parts))
  if (!result.ok) throw new Error(`${key}: ${result.error}`)
  return spent
}
tables.drop()
const empty = heap()
tables = someTables()
tables.expect([...blobs.keys()])
const first = tables.needs('contact', ['name', 'companyId.name', 'jobTitle', 'phones.value', 'emails.value', 'lastActivityAt', 'ownerId'])
print(
  `load for the first list (${first.length} columns)`,
  first.reduce((sum, key) => sum + load(tables, key), 0),
  'ms',
)
const spentBy = new Map<string, number>()
const rest = everyEntity.filter(({ name }) => tables.missing(name).includes('$rows')).map(({ name }) => `${name}/$rows`)
print(
  'load the rows of all others',
  rest.reduce((sum, key) => sum + load(tables, key), 0),
  'ms',
)
for (const entity of ['contact', 'company', 'deal', 'order', 'activity']) {
  let spent = 0
  for (const column of tables.missing(entity)) {
    const ms = load(tables, `${entity}/${column}`)
    spentBy.set(`${entity}/${column}`, ms)
    spent += ms
  }
  print(`load the rest of ${entity}`, spent, 'ms')
}
for (const [key, ms] of [...spentBy].sort((a, b) => b[1] - a[1]).slice(0, 8)) print(`  ${key}`, ms, 'ms')
print('memory once loaded (blobs left out)', heap() - empty, 'MB')
for (const [key, bytes] of [...tables.owned()].sort((a, b) => b[1] - a[1]).slice(0, 24)) print(`  ${key}`, bytes / 2 ** 20, 'MB')
