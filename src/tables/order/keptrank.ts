import type { TextColumn } from '../column.ts'
import { partOf, type Part } from '../columns/writer.ts'
import { hashOf, printOf } from '../strings.ts'
import type { Rank } from './rank.ts'

/**
 * A rank as the column cache keeps it, so that a start compares no names. Its codes are those that the column's strings will have once they are
 * loaded: in the order of the rows that they first stand in. `rows` is the number of the column's rows. Where names come to read otherwise
 * (plain.ts), the blobs' format is raised.
 */
export const partOfRank = ({ of, order }: Rank, { present, codes, pool }: TextColumn, rows: number): Part => {
  const place = new Uint32Array(pool.length)
  const hashes: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const code = codes[row] ?? 0
    if (present[row] === 1 && place[code] === 0) place[code] = hashes.push(hashOf(pool.at(code) ?? ''))
  }
  const kept = order.filter((code) => (place[code] ?? 0) > 0)
  const isSame = Uint8Array.from(kept, (code, at) => Number(at > 0 && of[code] === of[kept[at - 1] ?? 0]))
  return partOf(kept.length, { arrays: [kept.map((code) => (place[code] ?? 1) - 1), isSame], note: String(printOf(hashes)) })
}

/** Null where the column's strings are not those that were ranked. */
export const rankOfPart = ({ count, arrays, note }: Part, { origin }: TextColumn): Rank | null => {
  const [kept, isSame] = arrays
  const known = origin?.() ?? null
  if (known?.length !== count || String(known.print) !== note || kept?.length !== count || isSame?.length !== count) return null
  const of = new Float64Array(count)
  const order = Uint32Array.from(kept)
  let rank = 0
  for (let at = 0; at < count; at += 1) {
    if (isSame[at] !== 1) rank += 1
    of[order[at] ?? 0] = rank
  }
  return { of, order, length: count }
}
