/** Minutes before its time at which whoever does it may be reminded by one tap. */
export const reminderChoices = [10, 60, 1_440] as const

/** Minutes before, as the set of texts holds them; what is no figure is left out. */
export const remindersOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.map(Number).filter((minutes) => Number.isInteger(minutes) && minutes >= 0) : []
