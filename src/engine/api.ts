import type { JournalEntry } from '../core/journal.ts'
import type { Id } from '../core/ids.ts'
import type { Result } from '../core/result.ts'
import type { Values } from '../domain/check.ts'
import type { EntityName } from '../domain/entities.ts'
import type { EntityFacts } from './facts.ts'
import type { Answer, View, Window } from '../tables/view.ts'
import type { ImportChoice, ImportPlan, ImportPreview, ImportResult, ImportSketch, ImportUndone, PastImport } from './importing/plan.ts'
import type { InsightPage, InsightRequest } from './insight/insight.ts'
import type { CreateRequest, Done, EditRequest, Failure, NewWorkspace, RecordView, WorkspaceInfo } from './protocol.ts'
import type { SearchAnswer } from './finding.ts'

/** Why a workspace does not open. */
export type OpenFailure = 'storageRefused' | 'newerApp' | 'damaged' | 'unknown'

export interface Opened {
  readonly id: string
  readonly isSample: boolean
  readonly memberId: Id
  /** The workspace record's fields. */
  readonly workspace: Values & { readonly id: Id }
  /** What screens need to know of fields. */
  readonly facts: Readonly<Record<EntityName, EntityFacts>>
}

/** Everything that a screen may ask. One typed interface, the same in a worker and as a plain function in a test. */
export interface Engine {
  readonly ping: () => Promise<true>
  readonly held: () => Promise<Result<readonly WorkspaceInfo[], OpenFailure>>
  readonly startWorkspace: (wanted: NewWorkspace) => Promise<Result<Opened, OpenFailure | 'diskFull'>>
  readonly startSample: (wanted: Pick<NewWorkspace, 'locale' | 'timeZone'>) => Promise<Result<Opened, OpenFailure | 'diskFull'>>
  readonly open: (id: string) => Promise<Result<Opened, OpenFailure>>
  /** Deletes a workspace with everything in it. */
  readonly discard: (id: string) => Promise<void>
  /** A language tag with its collation, as `zh-TW-u-co-stroke`: the order of names. */
  readonly setCollation: (tag: string) => Promise<void>

  readonly create: (request: CreateRequest) => Promise<Result<Done, Failure>>
  readonly edit: (requests: readonly EditRequest[]) => Promise<Result<Done, Failure>>
  readonly trash: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  readonly restore: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  readonly moveDeal: (id: Id, stageId: Id, sortKey: string | null) => Promise<Result<Done, Failure>>
  /** Takes a step back: the given one, or the person's last. Null where there is none. */
  readonly undo: (step?: number) => Promise<Result<Done, Failure> | null>

  readonly query: (view: View, window: Window) => Promise<Answer>
  readonly ids: (view: View, limit: number) => Promise<readonly Id[]>
  /** Place of a record in a view's answer, -1 where it is not in it. */
  readonly position: (view: View, id: Id) => Promise<number>
  readonly search: (text: string, limit: number) => Promise<SearchAnswer>
  readonly record: (id: Id) => Promise<RecordView | null>
  /** Watches and progress go over one port; see `watching.ts`. */
  readonly watchOver: (port: MessagePort) => Promise<void>

  /** False where the disk is full. */
  readonly saveDraft: (key: string, values: Values) => Promise<boolean>
  readonly loadDraft: (key: string) => Promise<Values | null>
  readonly dropDraft: (key: string) => Promise<void>

  readonly sketchImport: (file: File, choice: ImportChoice) => Promise<ImportSketch>
  readonly previewImport: (file: File, plan: ImportPlan) => Promise<ImportPreview>
  /** Progress comes over the watch port, under `job`, a number that no other import has: a repeated call is one import. */
  readonly runImport: (file: File, plan: ImportPlan, job: number) => Promise<ImportResult>
  readonly cancelImport: (job: number) => Promise<void>
  /** Those that can be taken back, newest first. */
  readonly pastImports: () => Promise<readonly PastImport[]>
  readonly undoImport: (importId: string) => Promise<ImportUndone>

  readonly insight: (request: InsightRequest) => Promise<InsightPage>
  readonly diagnostics: () => Promise<Diagnostics>
}

export interface Diagnostics {
  readonly journal: readonly JournalEntry[]
  readonly counts: Readonly<Record<string, number>>
  readonly quota: { readonly quota: number; readonly usage: number } | null
  readonly damaged: readonly { readonly key: string; readonly reason: string; readonly at: number }[]
  readonly lastCommit: number
}
