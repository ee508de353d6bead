import { entityOf, type Id } from '../../core/ids.ts'
import { TAG_ROWS, type RefColumn, type TaggedRefs } from '../column.ts'
import type { Ids } from '../ids.ts'
import { createPresence, grown, zeros } from '../arrays.ts'
import { partOf, presencePart, type Coded, type Link, type Numbers } from './writer.ts'

/** What references point into. */
export interface Target {
  readonly entity: string
  readonly ids: Ids
  /** The id's row, a ghost's where nothing is known of it yet; -1 where it is no id of this entity. */
  readonly rowFor: (id: Id) => number
}

const linkTo = ({ entity, ids }: Target): Link => ({ entity, rows: ids.length, fingerprint: ids.fingerprint(ids.length) })
const holds = ({ entity, ids }: Target, link: Link | undefined): boolean =>
  link?.entity === entity && link.rows <= ids.length && ids.fingerprint(link.rows) === link.fingerprint
const areBelow = (array: Numbers, top: number): boolean => {
  for (const value of array) if (value >= top) return false
  return true
}

export const refWriter = (target: Target): Coded<RefColumn> => {
  const presence = createPresence()
  let rows = zeros(Uint32Array, 0)
  let capacity = 0
  let isOwn = false
  let lastId = ''
  let lastRow = -1

  const codeOf = (value: unknown): number => {
    if (typeof value !== 'string') return -1
    if (value !== lastId) {
      lastRow = target.rowFor(value)
      lastId = value
    }
    return lastRow
  }
  const hold = (): void => {
    if (!isOwn) rows = new Uint32Array(capacity)
    isOwn = true
  }
  const putCode = (at: number, row: number): boolean => {
    if (row < 0) return presence.clear(at)
    if (presence.has(at) && rows[at] === row) return false
    hold()
    rows[at] = row
    presence.mark(at)
    return true
  }

  const valueAt = (at: number): unknown => (presence.has(at) ? target.ids.idOf(rows[at] ?? 0) : null)

  return {
    column: {
      kind: 'ref',
      to: target.entity,
      get present() {
        return presence.bytes
      },
      get rows() {
        return rows
      },
      get: valueAt,
    },
    valueAt,
    codeOf,
    putCode,
    set: (at, value) => putCode(at, codeOf(value)),
    grow: (more) => {
      capacity = more
      presence.grow(more)
      rows = isOwn ? grown(rows, more) : zeros(Uint32Array, more)
    },
    part: (from, to) => {
      const present = presencePart(presence, from, to)
      if (present === 'none') return partOf(to - from, { present })
      const array = rows.slice(from, to)
      if (present !== 'all') present.forEach((has, i) => (array[i] = has === 1 ? (array[i] ?? 0) : 0))
      return partOf(to - from, { present, arrays: [array], links: [linkTo(target)] })
    },
    take: (at, part) => {
      presence.adopt(at, part.count, part.present)
      if (part.present === 'none') return true
      const [array] = part.arrays
      const [link] = part.links
      if (array?.length !== part.count || link === undefined || !holds(target, link) || !areBelow(array, link.rows)) return false
      hold()
      rows.set(array, at)
      return true
    },
    gather: (places, count, more) => {
      capacity = more
      presence.gather(places, count, more)
      const old = rows
      rows = isOwn ? new Uint32Array(more) : zeros(Uint32Array, more)
      if (isOwn) for (let at = 0; at < count; at += 1) rows[at] = old[places[at] ?? 0] ?? 0
    },
    owned: () => presence.owned() + (isOwn ? rows.byteLength : 0),
  }
}

/** References to any of several entities, one a place: for sets, where every place of an item holds one. */
export const tagWriter = (targets: readonly Target[]): Coded<TaggedRefs> => {
  let tags = new Uint32Array(0)
  return {
    column: {
      kind: 'tagged',
      get tags() {
        return tags
      },
      entities: targets.map(({ entity }) => entity),
    },
    valueAt: (at) => {
      const tag = tags[at] ?? 0
      return targets[Math.floor(tag / TAG_ROWS)]?.ids.idOf(tag % TAG_ROWS)
    },
    codeOf: (value) => {
      if (typeof value !== 'string') return -1
      const entity = targets.length === 1 ? 0 : targets.findIndex((target) => target.entity === entityOf(value))
      const row = targets[entity]?.rowFor(value) ?? -1
      return row < 0 ? -1 : entity * TAG_ROWS + row
    },
    putCode: (at, code) => {
      if (tags[at] === code) return false
      tags[at] = code
      return true
    },
    set: () => {
      throw new Error('a set writes its references by code')
    },
    grow: (capacity) => {
      tags = grown(tags, capacity)
    },
    part: (from, to) => partOf(to - from, { arrays: [tags.slice(from, to)], links: targets.map(linkTo) }),
    take: (at, part) => {
      const [array] = part.arrays
      if (array?.length !== part.count || part.links.length !== targets.length) return false
      const tops = part.links.map(({ rows }) => rows)
      if (!targets.every((target, i) => holds(target, part.links[i]))) return false
      for (const tag of array) if (tag % TAG_ROWS >= (tops[Math.floor(tag / TAG_ROWS)] ?? 0)) return false
      tags.set(array, at)
      return true
    },
    gather: (places, count, capacity) => {
      const old = tags
      tags = new Uint32Array(capacity)
      for (let at = 0; at < count; at += 1) tags[at] = old[places[at] ?? 0] ?? 0
    },
    owned: () => tags.byteLength,
  }
}
/** The row that a tag names in the entity at `index`, or -1 where it names another's. */
export const rowOfTag = (tag: number, index: number): number => (Math.floor(tag / TAG_ROWS) === index ? tag % TAG_ROWS : -1)
