import { choice, defineEntity, flag, number, place, ref, terms, text, type RecordOf } from '../entity.ts'

export const pipeline = defineEntity(
  'pipeline',
  { space: 'settings', title: 'name' },
  { name: text(80, { search: true, list: true, required: true }), isDefault: flag() },
)
export type Pipeline = RecordOf<typeof pipeline>

/** A record of its own, because lists are never nested. */
export const stage = defineEntity(
  'stage',
  { space: 'settings', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    pipelineId: ref('pipeline', { required: true }),
    order: place({ required: true }),
    type: choice(['open', 'won', 'lost', 'onHold'], { list: true, required: true }),
    /** Percent, 0 to 100. */
    probability: number({ list: true, required: true }),
    rottenDays: number(),
    /** Fields of a deal that must be filled in before it comes here. */
    requiredFields: terms(),
    /** What must be done here before a deal goes on. */
    checklist: terms(),
    /** Deals that it should hold at most. */
    wipLimit: number(),
  },
)
export type Stage = RecordOf<typeof stage>
