import { choice, flag, instant, log, pick, ref, text } from '../entity.ts'
import { relationshipPhases } from './phase.ts'

/** How far a customer has come with us, in this order; a team may rename them and add its own. */
export const lifecycleStages = ['prospect', 'engaged', 'customer', 'retained', 'declining', 'lost'] as const
export type LifecycleStage = (typeof lifecycleStages)[number]

/** Where a customer stands, and every move that led there. */
export const lived = {
  lifecycleStage: pick(lifecycleStages),
  lifecycleHistory: log({
    from: text(60),
    to: text(60, { required: true }),
    at: instant({ required: true }),
    /** By a person: rules leave it alone for a while. */
    isByHand: flag(),
    byId: ref('member'),
  }),
  /** Where a person sees it otherwise than `phaseOf`. */
  relationshipPhase: choice(relationshipPhases),
  /** Who brought them to us. */
  referredById: ref('contact'),
}

/** Those whom nobody wins: they have no stage unless somebody gives them one. */
const others: readonly unknown[] = ['competitor', 'supplier', 'partner']

/** What a new customer begins as; nothing of whom nobody wins. */
export const startOf = ({ type }: Readonly<Record<string, unknown>>): { readonly lifecycleStage?: LifecycleStage } =>
  others.includes(type) ? {} : { lifecycleStage: 'prospect' }
