import type { formatPhone, parsePhone } from './dialling.ts'

export interface Phones {
  readonly parse: typeof parsePhone
  readonly format: typeof formatPhone
}

/** The numbering plans of all countries, loaded for the forms and files that need them; rejects where they cannot be fetched. */
export const loadPhone = async (): Promise<Phones> => {
  const { parsePhone, formatPhone } = await import('./dialling.ts')
  return { parse: parsePhone, format: formatPhone }
}
