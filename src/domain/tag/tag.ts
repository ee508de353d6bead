import { choice, defineEntity, text, type RecordOf } from '../entity.ts'

/** A word that a team puts on its records. Its colour is one of the design's soft tints. */
export const tag = defineEntity(
  'tag',
  { space: 'team', title: 'name' },
  {
    name: text(60, { search: true, list: true, required: true }),
    colour: choice(['plain', 'accent', 'good', 'warn', 'danger']),
  },
)
export type Tag = RecordOf<typeof tag>
