import { claimSettled } from './claimkept.ts'
import { lifecycleKept } from './lifecyclekept.ts'
import { occasionKept } from './occasionkept.ts'
import { reminded } from './reminded.ts'
import type { TimedRule } from './timed.ts'
import { trashEmptied } from './trashemptied.ts'

/** What the business does by itself when its time has come, in this order. */
export const timedRules: readonly TimedRule[] = [occasionKept, lifecycleKept, reminded, claimSettled, trashEmptied]
