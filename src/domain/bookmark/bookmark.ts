import { choice, defineEntity, instant, place, text, type RecordOf } from '../entity.ts'

/** A record that a person opened or holds dear: their own, on all their devices. One of each record, whose id is derived from the record's. */
export const bookmark = defineEntity(
  'bookmark',
  { space: 'private', title: 'targetId' },
  {
    targetId: text(64, { required: true }),
    kind: choice(['recent', 'favourite'], { required: true }),
    /** When it was opened last. */
    at: instant({ required: true }),
    /** Among the favourites. */
    order: place(),
  },
)
export type Bookmark = RecordOf<typeof bookmark>
