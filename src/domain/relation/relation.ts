import { idFrom, type Id } from '../../core/ids.ts'
import { calc, choice, defineEntity, number, ref, type RecordOf } from '../entity.ts'

export const stakeholderRoles = [
  'decisionMaker',
  'evaluator',
  'influencer',
  'champion',
  'user',
  'finance',
  'legal',
  'blocker',
  'other',
] as const
export type StakeholderRole = (typeof stakeholderRoles)[number]

/** What two records have to do with each other. A stakeholder's id is derived from contact and deal: two devices that add the same one make one. */
export const relation = defineEntity(
  'relation',
  { space: 'team', title: 'contactId', root: ['dealId'] },
  {
    kind: choice(['stakeholder'], { required: true }),
    contactId: ref('contact', { required: true }),
    dealId: ref('deal', { required: true }),
    role: choice(stakeholderRoles, { required: true }),
    /** From 1, who is heard, to 5, who decides. */
    influence: number(),
    sentiment: choice(['positive', 'neutral', 'negative']),
  },
)
export type Relation = RecordOf<typeof relation>

/** Follows from both: a second device that adds the person adds none beside it. */
export const stakeholderId = (contactId: Id, dealId: Id): Promise<Id> => idFrom('relation', `stakeholder ${contactId} ${dealId}`)

/** How many people have a role in a deal: never stored, so that it is right however devices come together. */
export const peopleAs = (role: StakeholderRole) =>
  calc('number', { entity: 'relation', by: 'dealId', fold: 'count', where: { kind: ['stakeholder'], role: [role] } })
