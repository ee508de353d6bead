import { atLeast, shown, type Row } from '../results.ts'
import type { Bench } from './bench.ts'

/** Contacts through the loader, packs and tables included, against plain rows. */
export const bulkWrite = async ({ lab, peer, scale }: Bench): Promise<readonly Row[]> => {
  const { records, loadingMs, savingMs } = await lab.bulkWrite(scale)
  const rate = records / (loadingMs / 1e3)
  const plain = peer === null ? null : { name: 'Dexie bulkAdd, six indexes, rows/s', value: peer.rows / (peer.ms / 1e3) }
  return [
    shown('bulk-write', rate, 'rows/s', records, plain),
    atLeast('bulk-write, times the peer', plain === null ? NaN : rate / plain.value, 'x', 5, records, plain),
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
