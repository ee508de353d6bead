import { en } from './en.ts'
import { digits, type SampleWords } from './words.ts'

/** 555-0100 to 555-0199 of each area code are set aside for fiction (North American Numbering Plan). */
const fiction = (area: number) => (n: number) => `+1${area}55501${digits(n, 2)}`
const AREAS = [212, 312, 415, 206, 617, 303, 512, 404, 503, 305]

/** English in the United States. */
export const enUs: SampleWords = {
  ...en,
  country: 'US',
  currency: 'USD',
  weekStart: 0,
  taxRate: 0,
  companyName: (stem, trade) => `${stem} ${trade} LLC`,
  places: [
    {
      locality: 'New York',
      admin1: 'NY',
      postal: '10013',
      streets: ['Canal Street', 'Grand Street', 'Mercer Street'],
      phone: fiction(646),
    },
    { locality: 'Chicago', admin1: 'IL', postal: '60607', streets: ['Madison Street', 'Lake Street', 'Union Avenue'], phone: fiction(773) },
    {
      locality: 'Portland',
      admin1: 'OR',
      postal: '97209',
      streets: ['Burnside Street', 'Pearl Street', 'Front Avenue'],
      phone: fiction(971),
    },
    {
      locality: 'Austin',
      admin1: 'TX',
      postal: '78702',
      streets: ['Congress Avenue', 'Cesar Chavez Street', 'River Road'],
      phone: fiction(737),
    },
  ],
  phone: (n) => fiction(AREAS[Math.floor(n / 100)] ?? 212)(n % 100),
  products: en.products.map(([name, price]) => [name, Math.round(price * 1.25)]),
}
