import { defineEntity, ref, refs, type RecordOf } from '../entity.ts'
import { named } from '../named.ts'

/** A member wants to hear of a record. Its id is derived from both: two devices that follow make one. */
export const follow = defineEntity(
  'follow',
  { space: 'team', title: 'memberId' },
  {
    memberId: ref('member', { required: true }),
    /** The one record that is followed. */
    regardingIds: refs(named),
  },
)
export type Follow = RecordOf<typeof follow>
