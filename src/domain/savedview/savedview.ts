import { choice, defineEntity, place, refs, text, type RecordOf } from '../entity.ts'
import { listed } from '../named.ts'

/** A list as somebody keeps it. Every view lies in the team's space: a private one is only left out of the others' lists, and is no secret. */
export const savedView = defineEntity(
  'savedView',
  { space: 'team', title: 'name' },
  {
    name: text(80, { search: true, list: true, required: true }),
    object: choice(listed, { list: true, required: true }),
    kind: choice(['list', 'board'], { required: true }),
    /** As the address holds it (`tables/filter/viewtext.ts`). */
    query: text(4000, { required: true }),
    visibility: choice(['private', 'team'], { required: true }),
    pinnedBy: refs(['member']),
    /** Whose list of the object opens with it. */
    defaultFor: refs(['member']),
    order: place({ required: true }),
  },
)
export type SavedView = RecordOf<typeof savedView>
