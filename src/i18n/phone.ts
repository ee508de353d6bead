import type { CountryCode, MetadataJson } from 'libphonenumber-js/core'
import { err, ok, type Result } from '../core/result.ts'

export interface Phones {
  /** E.164, with `;ext=` where the text names an extension. `country` (ISO 3166) is where a number without a prefix is dialled. */
  readonly parse: (raw: string, country: string) => Result<string, 'invalidPhone'>
  /** As dialled in the country, or with its prefix where it is another's. What is no E.164 number stays as it is. */
  readonly format: (number: string, country: string) => string
}

/** The numbering plans of all countries: 29 kB gzipped, for the forms and files that need them. */
export const loadPhone = (): Promise<Phones> => {
  loading ??= Promise.all([import('libphonenumber-js/core'), import('libphonenumber-js/metadata.min.json')]).then(
    ([core, { default: metadata }]) => phonesOf(core, metadata),
    (error: unknown) => {
      // The next form asks again.
      loading = null
      throw error
    },
  )
  return loading
}

let loading: Promise<Phones> | null = null

const phonesOf = (core: typeof import('libphonenumber-js/core'), metadata: MetadataJson): Phones => {
  const countryByCode = new Map<string, CountryCode>(core.getCountries(metadata).map((code) => [code, code]))
  const read = (text: string, country: string) => {
    const defaultCountry = countryByCode.get(country)
    return core.parsePhoneNumberFromString(thaiFigures(text), { ...(defaultCountry && { defaultCountry }), extract: false }, metadata)
  }
  return {
    parse: (raw, country) => {
      const number = read(raw, country)
      if (number?.isValid() !== true) return err('invalidPhone')
      return ok(number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`)
    },
    format: (stored, country) => {
      const number = stored.startsWith('+') ? read(stored, country) : undefined
      if (number === undefined) return stored
      return number.country === country ? number.formatNational() : number.formatInternational()
    },
  }
}

const thaiFigures = (text: string): string => text.trim().replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50))
