import { defineEntity, ref, text, type RecordOf } from '../entity.ts'

/** People who work together; who belongs to it stands with each member. */
export const team = defineEntity(
  'team',
  { space: 'settings', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    leaderId: ref('member'),
    /** The team that it is a part of. */
    parentId: ref('team'),
  },
)
export type Team = RecordOf<typeof team>
