import type { Encoding } from './encoding.ts'
import { detailOf, readText, type FileSource } from './source.ts'
import type { Batch, ReadOptions, TableRow } from './table.ts'
import { readProperty, unfoldLines, type Property } from './vcardline.ts'

/** The columns that every vCard is laid out in; several values of one card stand in one cell, cut by `manyCut`. */
export const cardColumns = [
  'name.family',
  'name.given',
  'name.middle',
  'name.prefix',
  'name.suffix',
  'name.full',
  'org.name',
  'org.department',
  'title',
  'tel.kinds',
  'tel.values',
  'email.kinds',
  'email.values',
  'adr.street',
  'adr.more',
  'adr.locality',
  'adr.region',
  'adr.postal',
  'adr.country',
  'bday',
  'note',
  'url',
  'categories',
  'nickname',
] as const
type CardColumn = (typeof cardColumns)[number]

/** As Google Contacts writes several values in one cell. */
export const manyCut = ' ::: '

const BATCH_CARDS = 200
const isCut = /^(BEGIN|END):VCARD$/i

/** What a card holds and the import leaves out: pictures, sounds and keys, birthdays without a year, all addresses but one. */
export type LeftOut = 'media' | 'partialBirthday' | 'address'
export interface CardBatch extends Batch {
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>
}

/** One row per card of a vCard file (versions 2.1, 3.0 and 4.0, mixed as they come). */
export async function* readCards(
  source: FileSource,
  { encoding }: { readonly encoding: Encoding },
  { signal, batchRows = BATCH_CARDS }: ReadOptions = {},
): AsyncGenerator<CardBatch, void> {
  let rows: TableRow[] = []
  let leftOut: Partial<Record<LeftOut, number>> = {}
  let card: Property[] | null = null
  let cardLine = 0
  let depth = 0
  const close = (problem: TableRow['problem']): void => {
    if (card) rows.push({ cells: cellsOf(card, (what) => (leftOut[what] = (leftOut[what] ?? 0) + 1)), line: cardLine, problem })
    card = null
  }
  const lines = unfoldLines((text, line) => {
    const cut = isCut.exec(text.trim())?.[1]?.toUpperCase()
    if (cut === 'BEGIN') {
      // A card inside a card is somebody's agent; a second card without an end before it is a card.
      depth = card && depth > 0 && lines.isInAgent() ? depth + 1 : 1
      if (depth > 1) return
      close(null)
      card = []
      cardLine = line
    } else if (cut === 'END') {
      depth -= 1
      if (depth <= 0) close(null)
    } else if (card && depth === 1) {
      const property = readProperty(text, lines.isOld(), encoding)
      if (property) card.push(property)
    }
  })
  const taken = (at: number): CardBatch => {
    const batch = { rows, at, leftOut }
    rows = []
    leftOut = {}
    return batch
  }
  let at = 0
  try {
    for await (const { value, at: position } of readText(source, encoding, signal)) {
      at = position
      lines.push(value)
      if (rows.length >= batchRows) yield taken(at)
    }
    lines.end()
    close('cutShort')
  } catch (error) {
    signal?.throwIfAborted()
    yield { ...taken(at), broken: detailOf(error) }
    return
  }
  if (rows.length > 0) yield taken(at)
}

const media = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY'])

const cellsOf = (card: readonly Property[], leaveOut: (what: LeftOut) => void): string[] => {
  const cells = new Map<CardColumn, string>()
  const set = (column: CardColumn, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '' && !cells.has(column)) cells.set(column, value.trim())
  }
  const named = (name: string): Property[] => card.filter((property) => property.name === name && property.value.trim() !== '')
  const names = named('N')[0]?.parts ?? []
  nameColumns.forEach((column, i) => set(column, names[i]?.join(' ')))
  set('name.full', named('FN')[0]?.text)
  const org = named('ORG')[0]?.parts ?? []
  set('org.name', org[0]?.join(', '))
  set(
    'org.department',
    org
      .slice(1)
      .map((part) => part.join(', '))
      .join(', '),
  )
  set('title', (named('TITLE')[0] ?? named('ROLE')[0])?.text)
  setMany('tel', preferredFirst(named('TEL')), telKind, set)
  setMany('email', preferredFirst(named('EMAIL')), mailKind, set)
  const [address, ...others] = preferredFirst(named('ADR')).filter(({ parts }) => parts.some((part) => part.some((word) => word !== '')))
  addressColumns.forEach(([column, indexes]) =>
    set(
      column,
      indexes
        .flatMap((i) => address?.parts[i] ?? [])
        .filter((word) => word.trim() !== '')
        .join(', '),
    ),
  )
  others.forEach(() => leaveOut('address'))
  const birthday = named('BDAY')[0]?.text
  if (birthday !== undefined && /^\d{4}-?\d\d-?\d\d/.test(birthday)) set('bday', birthday.replace(/T.*/, ''))
  else if (birthday !== undefined) leaveOut('partialBirthday')
  set(
    'note',
    named('NOTE')
      .map(({ text }) => text)
      .join('\n'),
  )
  set('url', named('URL')[0]?.text)
  set(
    'categories',
    named('CATEGORIES')
      .flatMap(({ parts }) => parts.flat())
      .join(manyCut),
  )
  set('nickname', named('NICKNAME')[0]?.text)
  for (const property of card) if (media.has(property.name)) leaveOut('media')
  return cardColumns.map((column) => cells.get(column) ?? '')
}

const nameColumns = ['name.family', 'name.given', 'name.middle', 'name.prefix', 'name.suffix'] as const
/** RFC 6350, 6.3.1: post office box, extended address, street, locality, region, postal code, country. */
const addressColumns: readonly (readonly [CardColumn, readonly number[]])[] = [
  ['adr.street', [2]],
  ['adr.more', [0, 1]],
  ['adr.locality', [3]],
  ['adr.region', [4]],
  ['adr.postal', [5]],
  ['adr.country', [6]],
]

const setMany = (
  what: 'tel' | 'email',
  properties: readonly Property[],
  kindOf: (types: ReadonlySet<string>) => string,
  set: (column: CardColumn, value: string) => void,
): void => {
  set(`${what}.kinds`, properties.map(({ types }) => kindOf(types)).join(manyCut))
  set(`${what}.values`, properties.map(({ text }) => text.trim().replace(/^(tel|mailto):/i, '')).join(manyCut))
}

const telKind = (types: ReadonlySet<string>): string => {
  if (types.has('fax') || types.has('pager')) return 'other'
  if (types.has('cell') || types.has('iphone')) return 'mobile'
  return mailKind(types)
}
const mailKind = (types: ReadonlySet<string>): string => {
  if (types.has('work')) return 'work'
  return types.has('home') ? 'home' : 'other'
}

const preferredFirst = (properties: readonly Property[]): Property[] => properties.toSorted((a, b) => a.preference - b.preference)
