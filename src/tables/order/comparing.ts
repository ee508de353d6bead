/** How texts compare, and single letters without regard to case and accents. */
export interface Comparing {
  readonly compare: (a: string, b: string) => number
  readonly compareLetters: (a: string, b: string) => number
  /** Figures count as numbers: 9 before 10. */
  readonly isNumeric: boolean
}

export const comparingBy = (collator: Intl.Collator): Comparing => {
  const { locale, ignorePunctuation, numeric } = collator.resolvedOptions()
  const letters = new Intl.Collator(locale, { ignorePunctuation, numeric, sensitivity: 'base' })
  return { compare: collator.compare, compareLetters: letters.compare, isNumeric: numeric }
}

const compareUnits = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
/** Fractional keys are no words: 'Z' comes before 'a'. */
export const byCodeUnits: Comparing = { compare: compareUnits, compareLetters: compareUnits, isNumeric: false }
