import {
  address,
  calc,
  choice,
  day,
  defineEntity,
  email,
  flag,
  instant,
  items,
  personName,
  phone,
  prose,
  ref,
  tagged,
  terms,
  text,
  type RecordOf,
  type RowOf,
} from '../entity.ts'
import { calendars } from './calendars.ts'
import { completeness } from '../completeness.ts'
import { lived } from '../lifecycle/stages.ts'
import { bought } from '../order/order.ts'
import { socials } from '../social.ts'

export const contact = defineEntity(
  'contact',
  { space: 'team', title: 'name', root: ['companyId'] },
  {
    name: personName({ search: true, list: true, required: true }),
    code: text(60, { search: true }),
    companyId: ref('company', { search: true, list: true }),
    jobTitle: text(120, { search: true, list: true }),
    department: text(120),
    /** No circle is let in by one device; what two make apart is drawn all the same (`orgchart.ts`). */
    reportsToId: ref('contact'),
    phones: items(
      { value: phone({ search: true, required: true }), kind: choice(['mobile', 'work', 'home', 'other']), primary: flag() },
      { list: true },
    ),
    emails: items(
      { value: email({ search: true, required: true }), kind: choice(['work', 'home', 'other']), primary: flag() },
      { list: true },
    ),
    preferredChannel: choice(['phone', 'email', 'line', 'kakaotalk', 'wechat', 'whatsapp', 'sms']),
    preferredHours: text(80),
    language: text(35),
    /** As written in its calendar: of a lunar one, the month and day that the family keeps. */
    birthDate: day(),
    calendar: choice(calendars),
    importantDates: items({
      name: text(80, { required: true }),
      date: day({ required: true }),
      calendar: choice(calendars),
      yearly: flag(),
    }),
    ...lived,
    /** When somebody last said that all of it still is so. */
    lastVerifiedAt: instant(),
    completeness: completeness('contact'),
    interests: terms(),
    /** Whether they speak for us. */
    advocacy: choice(['none', 'candidate', 'advocate', 'ambassador']),
    address: address({ search: true }),
    socials: socials(),
    ...tagged,
    description: prose(),
    orderCount: calc('number', {
      entity: 'order',
      by: 'contactId',
      fold: 'count',
      where: { status: bought },
    }),
    revenue: calc('money', { entity: 'order', by: 'contactId', fold: 'sum', of: 'total' }),
    firstOrderAt: calc('instant', { entity: 'order', by: 'contactId', fold: 'min', of: 'orderedAt', where: { status: bought } }),
    lastOrderAt: calc('instant', { entity: 'order', by: 'contactId', fold: 'max', of: 'orderedAt' }),
    lastActivityAt: calc(
      'instant',
      { entity: 'activity', by: 'regardingIds', fold: 'max', of: 'startAt', where: { status: ['done'] } },
      { list: true },
    ),
  },
)
export type Contact = RecordOf<typeof contact>
export type ContactRow = RowOf<typeof contact>
