import type { FieldFact } from '../../../engine/facts.ts'
import type { Titles } from '../value.ts'

/** What every editor of a value is given. */
export interface EditorProps {
  label: string
  value: unknown
  error?: string | undefined
  isRequired: boolean
  onchange: (value: unknown) => void
}

/** An editor of what names other records. */
export interface RefEditorProps extends Omit<EditorProps, 'onchange'> {
  fact: FieldFact
  titles: Titles
  onchange: (value: unknown, title?: string) => void
}
