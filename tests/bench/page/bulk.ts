import { must } from '../../../src/core/result.ts'
import type { Built } from '../lab/build.ts'
import { atLeast, shown, type Row } from '../results.ts'
import type { Bench } from './bench.ts'

/** Contacts through the loader, packs, tables and column cache included, against plain rows. */
export const bulkWrite = async ({ lab, peer, scale, counted }: Bench): Promise<readonly Row[]> => {
  await lab.prepareBulk(scale)
  let built: Built | null = null
  const { cpuMs } = await counted(async () => (built = await lab.bulkWrite()))
  const { id, records, loadingMs, savingMs } = must<Built>(built, 'what was just built')
  await lab.discard(id)
  const rate = records / (loadingMs / 1e3)
  const plain = peer === null ? null : { name: 'Dexie bulkAdd, six indexes, rows/s', value: peer.rows / (peer.ms / 1e3) }
  return [
    shown('bulk-write', rate, 'rows/s', records, plain),
    atLeast('bulk-write, times the peer', rate / (plain?.value ?? NaN), 'x', 5, records),
    shown('bulk-write, times the peer by CPU time', (peer?.cpuMs ?? NaN) / cpuMs, 'x', records),
    shown(
      'bulk-write, CPU a row',
      (cpuMs * 1e3) / records,
      'µs',
      records,
      peer === null ? null : { name: 'Dexie, µs', value: (peer.cpuMs * 1e3) / peer.rows },
    ),
    shown('bulk-write, column cache afterwards', savingMs, 'ms', 1),
  ]
}

export const recordSize = async ({ lab }: Bench): Promise<readonly Row[]> =>
  (await lab.recordSizes()).flatMap(({ what, bytes, packedBytes, createUs, readUs, n }) => [
    shown(`record-size, ${what}`, bytes, 'B', n),
    shown(`record-size, ${what}, in a pack`, packedBytes, 'B', n),
    shown(`record-size, ${what}, create and encode`, createUs, 'µs', n),
    shown(`record-size, ${what}, decode and read`, readUs, 'µs', n),
  ])
