/** An IANA name: `Asia/Bangkok`. */
export type TimeZone = string

const secondMs = 1_000
/** Shorter than any two changes of one zone's clock lie apart (Morocco's pause for Ramadan lasts a month). */
const blockMs = 7 * 86_400_000
/** 1800 and 10000: before, every zone keeps its town's solar time; after, a day has no four-digit year. */
const earliest = -5_364_662_400_000
const latest = 253_402_300_800_000

/** A stretch of time in which the zone's clock runs evenly: local = UTC + offset, all in ms. `to` is the first instant after it. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant; asks Intl twice for each week and zone, then never again. */
export const offsetAt = (instant: number, zone: TimeZone): number => stretchAt(instant, zone).offset

/** The even stretch round an instant, or as much of it as lies in one week. */
export const stretchAt = (instant: number, zone: TimeZone): Stretch => {
  if (instant < earliest) return { ...stretchAt(earliest, zone), from: -Infinity }
  if (instant > latest) return { ...stretchAt(latest, zone), to: Infinity }
  const index = Math.floor(instant / blockMs)
  if (last.zone !== zone) last = zoneNamed(zone)
  if (last.index !== index) {
    last.index = index
    last.block = last.blocks.get(index) ?? readBlock(index, last)
  }
  const [before, after] = last.block
  return after !== undefined && instant >= after.from ? after : before
}

/** Whether the browser knows the zone; one from another device or a newer app may be unknown here. */
export const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

type Block = readonly [Stretch] | readonly [Stretch, Stretch]
interface Zone {
  readonly zone: TimeZone
  readonly format: Intl.DateTimeFormat
  readonly blocks: Map<number, Block>
  /** The block that was asked for last: instants come in runs. */
  index: number
  block: Block
}

const zones = new Map<TimeZone, Zone>()
let last: Zone = {
  zone: '',
  format: new Intl.DateTimeFormat('en-US'),
  blocks: new Map(),
  index: NaN,
  block: [{ from: 0, to: 0, offset: 0 }],
}

const zoneNamed = (zone: TimeZone): Zone => {
  const known = zones.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const made: Zone = { ...last, zone, format, blocks: new Map(), index: NaN }
  zones.set(zone, made)
  return made
}

const readBlock = (index: number, zone: Zone): Block => {
  const from = index * blockMs
  const to = from + blockMs
  const offset = askedOffset(from, zone)
  const offsetAfter = askedOffset(to, zone)
  const block: Block = offset === offsetAfter ? [{ from, to, offset }] : split(from, to, offset, offsetAfter, zone)
  zone.blocks.set(index, block)
  return block
}

/** Finds the second at which the clock changes. */
const split = (from: number, to: number, offset: number, offsetAfter: number, zone: Zone): Block => {
  let low = from
  let high = to
  while (high - low > secondMs) {
    const middle = low + Math.floor((high - low) / 2 / secondMs) * secondMs
    if (askedOffset(middle, zone) === offset) low = middle
    else high = middle
  }
  return [
    { from, to: high, offset },
    { from: high, to, offset: offsetAfter },
  ]
}

const askedOffset = (instant: number, { format }: Zone): number => {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / secondMs) * secondMs
}
