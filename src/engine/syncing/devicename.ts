import { newItemId } from '../../core/ids.ts'
import { between } from '../../core/order.ts'
import type { Random } from '../../core/random.ts'
import type { DeviceOf } from '../../domain/member/member.ts'

/** What a member's record says of one of their devices; `last`: the place of the one before it. */
export const namedDevice = (random: Random, last: string | null, deviceId: string, name: string): DeviceOf => ({
  id: newItemId(random),
  order: between(last, null, random),
  deviceId,
  name,
})
