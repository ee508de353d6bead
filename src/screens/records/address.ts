import type { Address } from '../../domain/entity.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import type { Locale } from '../../i18n/locales.ts'

/** Languages that write from the largest to the smallest: the family before the given name, the province before the street. */
export const largestFirst = (locale: Locale): boolean => locale === 'zh-CN' || locale === 'zh-TW' || locale === 'ko'

/** Countries that write an address from the largest part to the smallest. */
const largestFirstIn: ReadonlySet<string> = new Set(['CN', 'TW', 'HK', 'MO', 'JP', 'KR'])
const withoutSpaces = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\d\s\p{P}A-Za-z]*$/u

/** An address in one line, in its own country's order; its country at the end where it is another than the reader's. */
export const addressText = ({
  country = '',
  admin1 = '',
  admin2 = '',
  locality = '',
  line1 = '',
  line2 = '',
  postal = '',
}: Address): string => {
  const abroad = country === i18n.manner.country ? '' : countryText(country)
  if (!largestFirstIn.has(country) && !isHan(admin1 + locality + line1))
    return filled([line1, line2, locality, admin2, filled([admin1, postal], ' '), abroad], ', ')
  const gap = country !== 'KR' && withoutSpaces.test(admin1 + admin2 + locality) ? '' : ' '
  return filled([postal, filled([admin1, locality, admin2, line1, line2], gap), abroad], ' ')
}

/** A country's name in the reader's language; what is no code stays as it was written. */
export const countryText = (country: string): string => (/^[A-Z]{2}$/.test(country) ? i18n.formats.country(country) : country)

/** ISO 3166-1, the codes in use. */
export const countries: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT ' +
  'JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL ' +
  'NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)
const filled = (parts: readonly string[], by: string): string => parts.filter((part) => part !== '').join(by)
