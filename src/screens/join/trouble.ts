import type { JoinTrouble } from '../../engine/syncing/protocol.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** One sentence each, that says what to do. */
export const sentenceByTrouble: Readonly<Record<JoinTrouble, MessageKey>> = {
  notOne: 'join.trouble.notOne',
  cut: 'join.trouble.cut',
  gone: 'join.trouble.gone',
  notHere: 'join.trouble.notHere',
  offline: 'join.trouble.offline',
  full: 'join.trouble.full',
  diskFull: 'join.trouble.diskFull',
  newer: 'join.trouble.newer',
  newerApp: 'join.trouble.newer',
  unsealable: 'join.trouble.broken',
  forbidden: 'join.trouble.broken',
  unknown: 'join.trouble.broken',
  malformed: 'join.trouble.untrusted',
  moved: 'join.trouble.untrusted',
  forged: 'join.trouble.untrusted',
  otherWorkspace: 'join.trouble.untrusted',
  tooOld: 'join.trouble.untrusted',
  storageRefused: 'shell.error.storageRefused',
  damaged: 'shell.error.database',
}

/** What may go better the next time, with the same link. */
export const isPassing = (trouble: JoinTrouble): boolean => trouble === 'offline' || trouble === 'diskFull' || trouble === 'full'
