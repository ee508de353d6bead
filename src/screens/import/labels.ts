import type { ImportTarget } from '../../engine/importing/plan.ts'
import type { Encoding } from '../../files/encoding.ts'
import type { Delimiter } from '../../files/split.ts'
import type { Purpose } from '../../files/targets.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** What a place for a column is called: "Full name", "Phone · Kind", "Address · City". */
export const targetText = ({ entity, field, part, kind }: ImportTarget): string => {
  if (part === null) return i18n.label(entity, field)
  if (kind === 'namePart') return i18n.label('name', part)
  if (kind === 'addressPart') return i18n.label('address', part)
  if (kind === 'lineAmount') return i18n.label('line', part)
  if (part === 'kind') return `${i18n.label(entity, field)} · ${i18n.label(entity, field, part)}`
  return i18n.label(entity, field, part)
}

export interface TargetGroup {
  readonly label: string
  readonly targets: readonly ImportTarget[]
}

/** The same where another kind of record has such a field, too: "Product · Code". */
export const targetTextAmong = (target: ImportTarget, main: string): string =>
  target.entity === main ? targetText(target) : `${i18n.label('entity', target.entity, 'one')} · ${targetText(target)}`

/** Fields under the kind of record that they belong to, the file's own kind first. */
export const targetGroups = (targets: readonly ImportTarget[]): readonly TargetGroup[] =>
  [...Map.groupBy(targets, ({ entity }) => entity)].map(([entity, all]) => ({ label: i18n.label('entity', entity, 'one'), targets: all }))

/** A column as the file calls it; without a name, by its place. */
export const columnText = (headers: readonly string[], column: number): string =>
  headers[column] === undefined || headers[column] === '' ? i18n.t('import.mapping.nth', { place: column + 1 }) : headers[column]

/** What a file may be full of, in the order that the wizard asks. */
export const purposes: readonly Purpose[] = ['contacts', 'companies', 'deals', 'orders', 'products']

/** Encodings by the names that spreadsheets give them: the same in every language. */
export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GB18030 (GBK)',
  big5: 'Big5',
  'euc-kr': 'CP949 (EUC-KR)',
  'windows-874': 'Windows-874 (TIS-620)',
  'windows-1252': 'Windows-1252 (Latin-1)',
  shift_jis: 'Shift JIS',
  'euc-jp': 'EUC-JP',
  'windows-1251': 'Windows-1251',
}

export const encodings = Object.keys(encodingNames) as readonly Encoding[] // the record's own keys

export const delimiterKeys: readonly (readonly [Delimiter, MessageKey])[] = [
  [',', 'import.format.comma'],
  [';', 'import.format.semicolon'],
  ['\t', 'import.format.tab'],
  ['|', 'import.format.pipe'],
  ['\\s', 'import.format.space'],
]
