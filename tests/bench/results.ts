/** One line of the bench's table. Plain data: it comes out of the browser as it is. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Null where the number is only shown. */
  readonly goal: number | null
  readonly ok: boolean | null
  readonly peer: { readonly name: string; readonly value: number } | null
  /** How often it was measured, after a warm-up. */
  readonly n: number
}
type Peer = Row['peer']

export const atMost = (name: string, value: number, unit: string, goal: number, n: number, peer: Peer = null): Row => ({
  name,
  value,
  unit,
  goal,
  ok: value <= goal,
  peer,
  n,
})
export const atLeast = (name: string, value: number, unit: string, goal: number, n: number, peer: Peer = null): Row => ({
  name,
  value,
  unit,
  goal,
  ok: value >= goal,
  peer,
  n,
})
export const shown = (name: string, value: number, unit: string, n: number, peer: Peer = null): Row => ({
  name,
  value,
  unit,
  goal: null,
  ok: null,
  peer,
  n,
})

/** R type 7, as everywhere. */
export const quantile = (values: ArrayLike<number>, part: number): number => {
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * part
  const low = sorted[Math.floor(at)] ?? NaN
  const high = sorted[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at - Math.floor(at))
}

export const rounded = (value: number): number => Number(value.toPrecision(value >= 100 ? 5 : 3))

const cells = ({ name, value, unit, goal, ok, peer, n }: Row): readonly string[] => [
  name,
  String(rounded(value)),
  unit,
  goal === null ? '' : String(goal),
  { true: 'ok', false: 'MISSED', null: '' }[String(ok)] ?? '',
  peer === null ? '' : `${peer.name}: ${rounded(peer.value)}`,
  String(n),
]

/** A table that reads as text and as Markdown. */
export const table = (rows: readonly Row[]): string => {
  const lines = [['name', 'value', 'unit', 'goal', 'ok', 'peer', 'n'], ...rows.map(cells)]
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const drawn = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [drawn[0], rule, ...drawn.slice(1)].join('\n')
}
