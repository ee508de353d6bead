import { choice, defineEntity, email, items, number, refs, terms, text, type RecordOf } from '../entity.ts'

/** A person of the workspace. Everyone may write it, its roles are what the app offers: what is enforced stands in the signed roster. */
export const member = defineEntity(
  'member',
  { space: 'team', title: 'name' },
  {
    name: text(120, { search: true, list: true, required: true }),
    email: email({ search: true, list: true }),
    role: choice(['owner', 'admin', 'manager', 'rep', 'service', 'marketing', 'finance', 'viewer', 'bot'], { list: true, required: true }),
    locale: text(35),
    teamIds: refs(['team']),
    /** What they are good at: whoever hands out work looks for it. */
    skills: terms(),
    /** Notices that they do not want to hear of. */
    mutedKinds: terms(),
    /** Minutes after midnight between which nothing is to disturb them. */
    quietFrom: number(),
    quietTo: number(),
    /** What its devices are called; which ones there are stands in the roster. */
    devices: items({ deviceId: text(64, { required: true }), name: text(120) }),
  },
)
export type Member = RecordOf<typeof member>
/** A device's name, by the device's id. */
export type DeviceOf = Member['devices'][number]
