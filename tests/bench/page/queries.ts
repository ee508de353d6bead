import { atMost, quantile, shown, type Row } from '../results.ts'
import type { View, Window } from '../../../src/tables/view.ts'
import { openApp, timed, untilQuiet, type App } from './app.ts'
import type { Bench } from './bench.ts'

const VIEWS = 200
const PEER_QUERIES = 20
const first: Window = { start: 0, count: 50 }
const titles = ['man', 'buy', 'จัด', '采购']

/** Lists as a screen asks for them, from the page to the engine and back. */
export const listQuery = async ({ lab, large, peer, scale, counted }: Bench): Promise<readonly Row[]> => {
  const app = await openApp(large)
  const owners = await app.client.call('ids', { entity: 'member' }, 6)
  await untilQuiet(app)
  const opening = await firstOrders(app)
  for (let at = 0; at < 20; at += 1) await ask(app, at + VIEWS, owners, scale)
  const times: number[] = []
  const { cpuMs } = await counted(async () => {
    for (let at = 0; at < VIEWS; at += 1) times.push(await ask(app, at, owners, scale))
  })
  const kinds = Array.from({ length: KINDS }, (_, kind) =>
    quantile(
      times.filter((_time, at) => at % KINDS === kind),
      0.95,
    ),
  )
  console.log(
    `list-query p95 by kind: ${kinds.map((ms) => ms.toFixed(1)).join(', ')} ms; first orders: ${opening.map(([by, ms]) => `${by} ${ms.toFixed(0)}`).join(', ')}`,
  )
  app.close()
  const plain = peer === null ? null : { name: 'Dexie, six indexes, p95', value: quantile(await lab.dexieQueries(PEER_QUERIES), 0.95) }
  return [
    atMost('list-query, p95', quantile(times, 0.95), 'ms', 16, VIEWS, plain),
    shown('list-query, CPU each, mean', cpuMs / VIEWS, 'ms', VIEWS),
    atMost('list-query, slowest first use of an order', Math.max(...opening.map(([, ms]) => ms)), 'ms', 150, opening.length),
  ]
}

const orders = [
  ['contact', 'name'],
  ['contact', 'companyId'],
  ['contact', 'revenue'],
  ['contact', 'updatedAt'],
  ['company', 'name'],
  ['deal', 'name'],
  ['deal', 'amount'],
  ['order', 'number'],
  ['order', 'orderedAt'],
  ['order', 'total'],
  ['order', 'companyId'],
] as const

const firstOrders = async ({ client }: App): Promise<readonly (readonly [string, number])[]> => {
  const times: (readonly [string, number])[] = []
  for (const [entity, column] of orders) {
    times.push([`${entity}.${column}`, await timed(() => client.call('query', { entity, sort: [{ column }] }, first))])
  }
  return times
}

const ask = async ({ client }: App, at: number, owners: readonly string[], scale: number): Promise<number> => {
  const [view, window] = viewAt(at, owners, scale)
  return timed(async () => {
    const { total, problem } = await client.call('query', view, window)
    if (problem !== undefined || total === 0) throw new Error(`view ${at} finds nothing: ${JSON.stringify(problem)}`)
  })
}

const KINDS = 5
/** No two of them are the same question. */
const viewAt = (at: number, owners: readonly string[], scale: number): readonly [View, Window] => {
  const some = Math.floor(at / KINDS)
  const kinds: readonly (() => readonly [View, Window])[] = [
    () => [
      {
        entity: 'contact',
        filter: {
          all: [
            { column: 'ownerId', op: 'anyOf', value: owners.slice(some % 4) },
            { column: 'jobTitle', op: 'contains', value: titles[some & 3] ?? '' },
            { column: 'birthDate', op: 'above', value: `19${60 + (some % 30)}-01-01` },
          ],
        },
        sort: [{ column: 'name', descending: (some & 1) === 1 }],
        sums: ['revenue', 'orderCount'],
      },
      { start: 20, count: 50 },
    ],
    () => [
      {
        entity: 'contact',
        filter: {
          all: [
            { column: 'companyId.type', op: 'is', value: 'customer' },
            { column: 'birthDate', op: 'above', value: `19${60 + (some % 30)}-0${1 + (some % 9)}-15` },
          ],
        },
        sort: [{ column: 'companyId' }, { column: 'name' }],
        sums: ['revenue'],
      },
      first,
    ],
    () => [
      { entity: 'contact', filter: { column: 'orderCount', op: 'atLeast', value: -some }, sort: [{ column: 'name' }], sums: ['revenue'] },
      { start: Math.floor(90_000 * scale), count: 50 },
    ],
    () => [
      {
        entity: 'order',
        filter: {
          all: [
            { column: 'orderedAt', op: 'atLeast', value: `2025-0${1 + (some % 9)}-${10 + (some % 18)}` },
            { column: 'status', op: 'isNot', value: 'returned' },
          ],
        },
        sort: [{ column: 'orderedAt', descending: true }],
        sums: ['total'],
      },
      first,
    ],
    () => [
      {
        entity: 'order',
        filter: {
          all: [
            { column: 'total', op: 'above', value: 1_000 * some },
            { column: 'companyId.industry', op: 'is', value: 'Food' },
          ],
        },
        sort: [{ column: 'total', descending: true }],
        sums: ['total'],
      },
      first,
    ],
  ]
  return (kinds[at % KINDS] ?? kinds[0])?.() ?? [{ entity: 'contact' }, first]
}
