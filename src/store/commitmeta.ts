import type { Database } from './database.ts'

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
