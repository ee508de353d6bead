import {
  calc,
  day,
  defineEntity,
  instant,
  log,
  money,
  number,
  pick,
  place,
  prose,
  ref,
  refs,
  tagged,
  terms,
  text,
  type RecordOf,
  type RowOf,
} from '../entity.ts'
import { peopleAs } from '../relation/relation.ts'

export const deal = defineEntity(
  'deal',
  { space: 'team', title: 'name', root: ['companyId', 'primaryContactId'] },
  {
    name: text(200, { search: true, list: true, required: true }),
    companyId: ref('company', { search: true, list: true }),
    primaryContactId: ref('contact'),
    pipelineId: ref('pipeline', { required: true }),
    stageId: ref('stage', { list: true, required: true }),
    amount: money({ list: true }),
    /** Units of the base currency for one unit of the amount's currency, kept with the record. */
    exchangeRate: number(),
    expectedCloseDate: day({ list: true }),
    nextStep: text(200, { list: true }),
    /** What is done of the checklists of its stages, by their words. */
    checked: terms(),
    type: pick(['newBusiness', 'existing', 'renewal', 'upsell', 'crossSell']),
    closedAt: instant(),
    lostReason: pick(['price', 'competitor', 'noBudget', 'noDecision', 'timing', 'fit', 'duplicate', 'other']),
    /** Whom we compete with for it. */
    competitorIds: refs(['company']),
    /** The place on the board, by hand. */
    sortKey: place(),
    stageHistory: log({
      fromId: ref('stage'),
      toId: ref('stage', { required: true }),
      at: instant({ required: true }),
      byId: ref('member'),
    }),
    ...tagged,
    description: prose(),
    /** The first of what is planned about it: its light on the board. */
    nextActivityAt: calc('instant', {
      entity: 'activity',
      by: 'regardingIds',
      fold: 'min',
      of: 'at',
      where: { status: ['planned', 'inProgress'] },
    }),
    /** One for each role that a list may be asked for: a filter finds the deals that have, or lack, one. */
    decisionMakerCount: peopleAs('decisionMaker'),
    evaluatorCount: peopleAs('evaluator'),
    influencerCount: peopleAs('influencer'),
    championCount: peopleAs('champion'),
    userCount: peopleAs('user'),
    financeCount: peopleAs('finance'),
    legalCount: peopleAs('legal'),
    blockerCount: peopleAs('blocker'),
  },
)
export type Deal = RecordOf<typeof deal>
export type DealRow = RowOf<typeof deal>
