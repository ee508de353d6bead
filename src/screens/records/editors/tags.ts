import type { FieldFact } from '../../../engine/facts.ts'
import type { RowCells } from '../../../tables/view.ts'
import type { Tone } from '../../../ui/signs/tone.ts'
import { titleText } from '../value.ts'

/** The team's own words, which are made where they are first needed. */
export const isTags = ({ to }: FieldFact): boolean => to?.[0] === 'tag'

export interface TagChoice {
  readonly id: string
  readonly label: string
  readonly tone: Tone
}
export const tones: readonly Tone[] = ['accent', 'good', 'warn', 'danger', 'plain']

export const tagOf = (row: RowCells): TagChoice => ({
  id: row.id,
  label: titleText(row['name']),
  tone: tones.find((tone) => tone === row['colour']) ?? 'plain',
})

/** The word as it is compared: a tag is one, however it is written. */
export const foldedTag = (text: string): string => text.normalize('NFKC').trim().toLocaleLowerCase()
