import { join } from 'node:path'
import { atLeast, atMost, shown, type Row } from './results.ts'
import { catchUp } from './relay/catchup.ts'
import { carry, type Carried, type Load } from './relay/fanout.ts'
import { ours } from './relay/ours.ts'
import { hocuspocus, stock } from './relay/peers.ts'
import type { Target } from './relay/target.ts'

export const relayMeasures = ['relay-fanout', 'relay-catchup'] as const

export const relayRows = (name: (typeof relayMeasures)[number], folder: string): Promise<Row[]> =>
  name === 'relay-fanout' ? fanoutRows(folder) : catchUpRows(folder)

/** 1,000 people in 20 rooms. */
const load: Load = { rooms: 20, members: 50, rate: 10, warmSeconds: 3, seconds: 8 }
const ENTRIES = 100_000
const PORT = 8491

const carried = async (target: Promise<Target>): Promise<Carried> => {
  const begun = await target
  try {
    return await carry(begun, load)
  } finally {
    await begun.process.stop()
  }
}

const fanoutRows = async (folder: string): Promise<Row[]> => {
  const mine = await carried(ours(join(folder, 'fanout'), PORT, load.rooms, load.members))
  const yjs = await carried(stock(PORT + 1))
  const hocus = await carried(hocuspocus(PORT + 2))
  const peer = (name: string, value: number) => ({ name, value })
  return [
    atLeast('relay-fanout', mine.perCpuSecond / yjs.perCpuSecond, 'x stock', 5, 1, peer('updates/CPU-s of stock', yjs.perCpuSecond)),
    atLeast(
      'relay-fanout',
      mine.perCpuSecond / hocus.perCpuSecond,
      'x hocuspocus',
      1.5,
      1,
      peer('updates/CPU-s of it', hocus.perCpuSecond),
    ),
    shown('relay-fanout delivered', mine.perCpuSecond, 'updates/CPU-s', 1),
    atMost('relay-fanout p99', mine.p99, 'ms', 100, 1, peer('hocuspocus', hocus.p99)),
    shown('relay-fanout p99 of stock', yjs.p99, 'ms', 1),
    shown('relay-fanout arrived in time', 100 * mine.share, '%', 1, peer('stock', 100 * yjs.share)),
    shown('relay-fanout CPU', 100 * mine.cpuShare, '% of a core', 1, peer('hocuspocus', 100 * hocus.cpuShare)),
    atMost('relay-memory, 1,000 devices', mine.residentMb, 'MB', 100, 1, peer('stock', yjs.residentMb)),
  ]
}

const catchUpRows = async (folder: string): Promise<Row[]> => {
  const { cpuMs, ms, residentMb, bytes, times } = await catchUp(join(folder, 'catchup'), PORT + 3, ENTRIES)
  return [
    atMost('relay-catchup, 100,000 entries', cpuMs, 'ms of CPU', 100, times),
    shown('relay-catchup time', ms, 'ms', times),
    shown('relay-catchup bytes', bytes / 1e6, 'MB', times),
    shown('relay-catchup memory', residentMb, 'MB', 1),
  ]
}
