import { expose } from 'comlink'
import { buildLarge, bulkWrite, discard, prepareBulk } from './build.ts'
import { dexieEdits, dexieFill, dexieQueries, prepareDexie } from './dexiepeer.ts'
import { recordSizes } from './records.ts'
import { joinCounting, prepareSealing, sealAgain } from './sealing.ts'
import { miniSearch } from './searchpeer.ts'
import { tiles } from './tiles.ts'
import { yjsEdits } from './yjspeer.ts'

/** What a bench does beside the app: building books, and the peers. */
const lab = {
  buildLarge,
  prepareBulk,
  bulkWrite,
  discard,
  prepareDexie,
  dexieFill,
  dexieQueries,
  dexieEdits,
  yjsEdits,
  miniSearch,
  recordSizes,
  joinCounting,
  prepareSealing,
  sealAgain,
  tiles,
}
export type Lab = typeof lab

expose(lab)
