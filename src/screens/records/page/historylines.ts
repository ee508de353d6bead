import type { HistoryLine } from '../../../engine/protocol.ts'
import type { Choice } from '../../../ui/fields/control.ts'
import { byteOrderMark, csvLine } from '../../../files/write.ts'

/** What a history is narrowed down to; empty for all. */
export interface HistoryFilter {
  readonly field: string
  readonly byId: string
  readonly device: string
}
export const allOfIt: HistoryFilter = { field: '', byId: '', device: '' }

const fieldOf = ({ path }: HistoryLine): string => path.split('/')[0] ?? path

/** A place among the others says nothing to a reader, and a stage's own story stands elsewhere. */
export const toldLines = (history: readonly HistoryLine[]): readonly HistoryLine[] =>
  history.filter(({ path }) => !path.endsWith('/order') && path !== 'sortKey' && !path.startsWith('stageHistory/'))

export const narrowed = (lines: readonly HistoryLine[], { field, byId, device }: HistoryFilter): readonly HistoryLine[] =>
  lines.filter(
    (line) => (field === '' || fieldOf(line) === field) && (byId === '' || line.byId === byId) && (device === '' || line.device === device),
  )

/** What there is to narrow it down to, in words; one alone is no choice. */
export const filterChoices = (
  lines: readonly HistoryLine[],
  labelOf: (field: string) => string,
  nameOf: (id: string) => string,
): { readonly fields: readonly Choice[]; readonly people: readonly Choice[]; readonly devices: readonly Choice[] } => {
  const of = (values: readonly string[], label: (value: string) => string) =>
    [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, label: label(value) }))
  return {
    fields: of(lines.map(fieldOf), labelOf),
    people: of(
      lines.map(({ byId }) => byId ?? ''),
      nameOf,
    ),
    devices: of(
      lines.map(({ device }) => device),
      (device) => device,
    ),
  }
}

/** Lines that one person set at once: they are taken back together. Only where there are several, and once, at the first of them. */
export const togetherWith = (lines: readonly HistoryLine[], line: HistoryLine): readonly HistoryLine[] => {
  const all = lines.filter(({ clock, writer }) => clock === line.clock && writer === line.writer)
  return all.length > 1 && all[0] === line ? all : []
}

/** A spreadsheet must take no cell for a formula: this file is read, not imported again. */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

export const historyFile = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  byteOrderMark + [headers, ...rows].map((row) => csvLine(row.map(harmless))).join('')
