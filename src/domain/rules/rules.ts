import { activityDone } from './activitydone.ts'
import { claimKept } from './claimkept.ts'
import { leadAnswered } from './leadanswered.ts'
import { engagedBySpeaking, wonByBuying } from './ledon.ts'
import { lifecycleMoved } from './lifecyclemoved.ts'
import { assignedTold, commentTold, followedTold } from './notices.ts'
import { playbookBegun } from './playbookbegun.ts'
import type { Rule } from './rule.ts'
import { rateCame, rateKept } from './rates.ts'
import { repeated } from './repeated.ts'
import { stageMoved } from './stagemoved.ts'

/** What the business does by itself, in this order. */
export const rules: readonly Rule[] = [
  stageMoved,
  rateKept,
  rateCame,
  activityDone,
  repeated,
  claimKept,
  leadAnswered,
  engagedBySpeaking,
  wonByBuying,
  lifecycleMoved,
  playbookBegun,
  commentTold,
  assignedTold,
  followedTold,
]
