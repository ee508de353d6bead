import {
  calc,
  choice,
  defineEntity,
  email,
  flag,
  instant,
  items,
  money,
  personName,
  phone,
  pick,
  prose,
  ref,
  refs,
  tagged,
  text,
  type RecordOf,
  type RowOf,
} from '../entity.ts'
import { socials } from '../social.ts'
import { fitOf } from './score.ts'

export const lead = defineEntity(
  'lead',
  { space: 'team', title: 'name' },
  {
    name: personName({ search: true, list: true, required: true }),
    companyName: text(200, { search: true, list: true }),
    jobTitle: text(120, { search: true }),
    phones: items({
      value: phone({ search: true, required: true }),
      kind: choice(['mobile', 'work', 'home', 'other']),
      primary: flag(),
    }),
    emails: items({ value: email({ search: true, required: true }), kind: choice(['work', 'home', 'other']), primary: flag() }),
    industry: text(80),
    source: pick(['web', 'referral', 'event', 'card', 'call', 'email', 'social', 'partner', 'ad', 'import', 'other'], { list: true }),
    sourceDetail: text(200),
    status: choice(['new', 'assigned', 'working', 'nurturing', 'qualified', 'unqualified', 'converted', 'recycled'], {
      list: true,
      required: true,
    }),
    rating: pick(['hot', 'warm', 'cold'], { list: true }),
    unqualifiedReason: pick(['noNeed', 'noBudget', 'noAuthority', 'badData', 'notNow', 'other']),
    interestProductIds: refs(['product']),
    expectedAmount: money({ list: true }),
    description: prose(),
    firstResponseAt: instant(),
    convertedAt: instant(),
    convertedCompanyId: ref('company'),
    convertedContactId: ref('contact'),
    convertedDealId: ref('deal'),
    /** 0 to 100: how well it is known and fits, from its own fields. */
    fitScore: calc(
      'number',
      { own: ['phones', 'emails', 'companyName', 'jobTitle', 'industry', 'expectedAmount', 'interestProductIds'], of: fitOf },
      { list: true },
    ),
    /** Calls, meetings and letters that took place: what its behaviour is scored from. */
    activityCount: calc('number', { entity: 'activity', by: 'regardingIds', fold: 'count', where: { status: ['done'] } }),
    lastActivityAt: calc('instant', { entity: 'activity', by: 'regardingIds', fold: 'max', of: 'startAt', where: { status: ['done'] } }),
    socials: socials(),
    ...tagged,
  },
)
export type Lead = RecordOf<typeof lead>
export type LeadRow = RowOf<typeof lead>
