export interface Option {
  id: string
  label: string
  /** What tells two of the same name apart. */
  note?: string
}

export interface ComboboxProps {
  label: string
  /** The id held, or empty. */
  value: string
  /** The name of what is held. */
  shown: string
  /** Asked for each change of the text; with an empty text, what is likely. */
  search: (text: string) => Promise<readonly Option[]>
  /** Offered last: "Add ‘Acme’". */
  create?: { label: (text: string) => string; run: (text: string) => void }
  hint?: string | undefined
  error?: string | undefined
  placeholder?: string
  isRequired?: boolean
  isDisabled?: boolean
  onchange?: (id: string, option: Option | undefined) => void
}

/** Passes on answers only in the order asked: one that comes after a newer question was asked is dropped. */
export const newest = <T>(take: (answer: T) => void): ((answer: Promise<T>) => void) => {
  let asked = 0
  return (answer) => {
    const mine = ++asked
    void answer.then((found) => {
      if (mine === asked) take(found)
    })
  }
}
