import { getCountries, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/core'
import metadata from 'libphonenumber-js/metadata.min.json'
import { err, ok, type Result } from '../core/result.ts'

/** E.164, with `;ext=` where the text names an extension. `country` (ISO 3166) is where a number without a prefix is dialled. */
export const parsePhone = (raw: string, country: string): Result<string, 'invalidPhone'> => {
  const number = read(raw, country)
  if (number?.isValid() !== true) return err('invalidPhone')
  return ok(number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`)
}

/** As dialled in the country, or with its prefix where it is another's. What is no E.164 number stays as it is. */
export const formatPhone = (stored: string, country: string): string => {
  const number = stored.startsWith('+') ? read(stored, country) : undefined
  if (number === undefined) return stored
  return number.country === country ? number.formatNational() : number.formatInternational()
}

const countryByCode = new Map<string, CountryCode>(getCountries(metadata).map((code) => [code, code]))

const read = (text: string, country: string) => {
  const defaultCountry = countryByCode.get(country)
  return parsePhoneNumberFromString(thaiFigures(text), { ...(defaultCountry && { defaultCountry }), extract: false }, metadata)
}

const thaiFigures = (text: string): string => text.trim().replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50))
