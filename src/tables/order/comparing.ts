/** How texts compare, and single letters without regard to case and accents. */
export interface Comparing {
  readonly compare: (a: string, b: string) => number
  readonly compareLetters: (a: string, b: string) => number
}

export const comparingBy = (collator: Intl.Collator): Comparing => {
  const { locale, ignorePunctuation, numeric } = collator.resolvedOptions()
  const letters = new Intl.Collator(locale, { ignorePunctuation, numeric, sensitivity: 'base' })
  return { compare: collator.compare, compareLetters: letters.compare }
}

const compareUnits = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
/** Fractional keys are no words: 'Z' comes before 'a'. */
export const byCodeUnits: Comparing = { compare: compareUnits, compareLetters: compareUnits }
