/** By which a day of every year is kept. */
export const calendars = ['gregorian', 'lunar'] as const
