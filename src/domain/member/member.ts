import { choice, defineEntity, email, text, type RecordOf } from '../entity.ts'

export const member = defineEntity(
  'member',
  { space: 'settings', title: 'name' },
  {
    name: text(120, { search: true, list: true, required: true }),
    email: email({ search: true, list: true }),
    role: choice(['owner', 'admin', 'manager', 'rep', 'service', 'marketing', 'finance', 'viewer', 'bot'], { list: true, required: true }),
    locale: text(35),
  },
)
export type Member = RecordOf<typeof member>
