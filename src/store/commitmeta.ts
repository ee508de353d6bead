import type { Database, PackRow } from './database.ts'

/** What tabs compare to see whether another one wrote. */
export interface CommitMeta {
  /** Number of the last commit. */
  readonly n: number
  /** Counts the times that records moved between packs: whoever knows an older count looks in packs that are no more. */
  readonly folds: number
}
export const COMMIT_KEY = 'commit'
export const startMeta: CommitMeta = { n: 0, folds: 0 }
export const readCommitMeta = async (database: Database): Promise<CommitMeta> =>
  ((await database.meta.get(COMMIT_KEY))?.value as CommitMeta | undefined) ?? startMeta // written only by commit, fold and bulk

/** A commit that took packs out of sight: no replay of what is there tells of it. */
export interface TakenBackNote {
  readonly n: number
  readonly entities: readonly string[]
}
const TAKEN_BACK_KEY = 'takenBack'
export const takenBackSince = async (database: Database, after: number): Promise<readonly TakenBackNote[]> => {
  const notes = ((await database.meta.get(TAKEN_BACK_KEY))?.value as readonly TakenBackNote[] | undefined) ?? [] // written only below
  return notes.filter(({ n }) => n > after)
}
/** Within the transaction of the commit that has this number. */
export const noteTakenBack = async (database: Database, n: number, packs: readonly PackRow[]): Promise<void> => {
  const entities = [...new Set(packs.map(({ entity }) => entity))]
  await database.meta.put({ key: TAKEN_BACK_KEY, value: [...(await takenBackSince(database, 0)), { n, entities }] })
}
