/** The keyboard a phone brings up. */
export type Keyboard = 'text' | 'tel' | 'email' | 'url' | 'numeric' | 'decimal' | 'search'

export interface Choice {
  value: string
  label: string
  isDisabled?: boolean
}

/** What stands around every control: its words, and whether it must be filled in. */
export interface Frame {
  label: string
  hint?: string | undefined
  error?: string | undefined
  isRequired?: boolean
  isLabelUnseen?: boolean
}

/** What ties a control to its label and note; spread it on the element. */
export interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
  'aria-required': 'true' | undefined
}
