import { defineEntity, flag, number, text, type RecordOf } from '../entity.ts'

/** One record of each workspace: what its dates, money and phone numbers mean. */
export const workspace = defineEntity(
  'workspace',
  { space: 'settings', title: 'name' },
  {
    name: text(120, { required: true }),
    locale: text(35, { required: true }),
    /** ISO 3166: the country whose phone numbers need no prefix. */
    country: text(2, { required: true }),
    /** IANA name: the zone that days belong to. */
    timeZone: text(60, { required: true }),
    baseCurrency: text(3, { required: true }),
    /** 0 is Sunday. */
    weekStart: number({ required: true }),
    /** The month in which the year of the books begins, 1 to 12; January where nobody said. */
    fiscalYearStart: number(),
    /** Days before a birthday at which its task is made; 7 where nobody said. */
    careDays: number(),
    /** Days without a word or a look after which a customer's data is stale; 90 where nobody said. */
    staleDays: number(),
    /** What the number of a new order begins with. */
    orderPrefix: text(12),
    isSample: flag(),
  },
)
export type Workspace = RecordOf<typeof workspace>
