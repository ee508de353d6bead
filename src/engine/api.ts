import type { JournalEntry } from '../core/journal.ts'
import type { Id } from '../core/ids.ts'
import type { Result } from '../core/result.ts'
import type { Values } from '../domain/check.ts'
import type { Doubled } from '../domain/likeness.ts'
import type { Alike } from './alike.ts'
import type { Told } from './catalog.ts'
import type { BookmarkAct, Bookmarks } from './bookmarks.ts'
import type { BulkChange, BulkFailure, BulkPreview, BulkResult } from './bulk/bulk.ts'
import type { Conversion } from './converting.ts'
import type { Doubles } from './doubles.ts'
import type { Entered } from '../sync/rooms/protocol.ts'
import type { Answer, View, Window } from '../tables/view.ts'
import type { ImportChoice, ImportPlan, ImportPreview, ImportResult, ImportSketch, ImportUndone, PastImport } from './importing/plan.ts'
import type { InsightPage, InsightRequest } from './insight/insight.ts'
import type {
  ActRequest,
  CreateRequest,
  Done,
  EditRequest,
  Failure,
  NewWorkspace,
  OpenFailure,
  RecordView,
  WorkspaceInfo,
} from './protocol.ts'
import type { Recognised } from './naming.ts'
import type { SearchAnswer } from './finding.ts'
import type { InviteFound, InviteRequest, JoinRequest, JoinTrouble, NotShared, Team, TeamFailure } from './syncing/protocol.ts'

export interface Opened extends Told {
  readonly id: string
  readonly isSample: boolean
  readonly memberId: Id
  /** The workspace record's fields. */
  readonly workspace: Values & { readonly id: Id }
}

/** Everything that a screen may ask. One typed interface, the same in a worker and as a plain function in a test. */
export interface Engine {
  readonly ping: () => Promise<true>
  readonly held: () => Promise<Result<readonly WorkspaceInfo[], OpenFailure>>
  readonly startWorkspace: (wanted: NewWorkspace) => Promise<Result<Opened, OpenFailure | 'diskFull'>>
  readonly startSample: (wanted: Pick<NewWorkspace, 'locale' | 'timeZone'>) => Promise<Result<Opened, OpenFailure | 'diskFull'>>
  readonly open: (id: string) => Promise<Result<Opened, OpenFailure>>
  /** Asks the relay what a link is for; nothing is kept of it. */
  readonly lookAtInvite: (link: string) => Promise<Result<InviteFound, JoinTrouble>>
  /** Uses an invite up: this device becomes one of the workspace's, takes everything, and opens it. How far it is comes over the watch port. */
  readonly join: (wanted: JoinRequest) => Promise<Result<Opened, JoinTrouble>>
  /** Deletes a workspace with everything in it. */
  readonly discard: (id: string) => Promise<void>
  /** A language tag with its collation, as `zh-TW-u-co-stroke`: the order of names. */
  readonly setCollation: (tag: string) => Promise<void>

  readonly create: (request: CreateRequest) => Promise<Result<Done, Failure>>
  readonly edit: (requests: readonly EditRequest[]) => Promise<Result<Done, Failure>>
  /** Makes and edits several records in one commit and one step. */
  readonly act: (request: ActRequest) => Promise<Result<Done, Failure>>
  /** A lead becomes a contact, and a company and a deal where they are wanted: one of each, however many devices do it. */
  readonly convertLead: (wanted: Conversion) => Promise<Result<Done, Failure>>
  /** Customers whose purchases came with a file are placed in the life cycle by them; answers how many moved. */
  readonly placeCustomers: () => Promise<Result<number, Failure>>
  readonly trash: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  readonly restore: (ids: readonly Id[]) => Promise<Result<Done, Failure>>
  /** What `editAll` would do; the records are of one entity. */
  readonly previewEdit: (ids: readonly Id[], change: BulkChange) => Promise<Result<BulkPreview, BulkFailure>>
  /** One field of many records, as one step. Progress comes over the watch port, under `job`. */
  readonly editAll: (ids: readonly Id[], change: BulkChange, job: number) => Promise<Result<BulkResult, BulkFailure>>
  readonly cancelEdit: (job: number) => Promise<void>
  /** Takes a step back: the given one, or the person's last. Null where there is none. */
  readonly undo: (step?: number) => Promise<Result<Done, Failure> | null>

  /** Notes what the person does to the mark of a record; no step, and nothing is told of it. */
  readonly mark: (id: Id, act: BookmarkAct) => Promise<Result<Done, Failure>>
  readonly bookmarks: () => Promise<Bookmarks>

  readonly query: (view: View, window: Window) => Promise<Answer>
  readonly ids: (view: View, limit: number) => Promise<readonly Id[]>
  /** Place of a record in a view's answer, -1 where it is not in it. */
  readonly position: (view: View, id: Id) => Promise<number>
  readonly search: (text: string, limit: number) => Promise<SearchAnswer>
  /** Records that a line names, or whose number stands in it as `phones`. */
  readonly recognise: (line: string, phones: readonly string[]) => Promise<readonly Recognised[]>
  /** Who is in the book already, of what the form of a new record holds so far. */
  readonly alike: (entity: Doubled, values: Values) => Promise<readonly Alike[]>
  /** Groups of records that share what only one should have: companies, or contacts and leads. */
  readonly doubles: (entity: Doubled) => Promise<Doubles>
  readonly record: (id: Id) => Promise<RecordView | null>
  /** The document of a record that is open in the page, kept equal over the port while it is; null where this person may not write it. */
  readonly enterRoom: (id: Id, port: MessagePort) => Promise<Entered | null>
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

  /** Who may read and write here, with which devices; null for the sample, which is never shared. */
  readonly team: () => Promise<Team | null>
  /** The link that lets one person, or one more device of this person, in: for 72 hours, once. */
  readonly invite: (wanted: InviteRequest) => Promise<Result<string, TeamFailure>>
  readonly revokeInvite: (id: string) => Promise<Result<null, TeamFailure>>
  /** The relay refuses it from then on; what it writes counts for nothing. */
  readonly revokeDevice: (id: string) => Promise<Result<null, TeamFailure>>
  readonly nameDevice: (id: string, name: string) => Promise<Result<Done, Failure>>
  /** Edits that the relay will never take, newest first. */
  readonly notShared: () => Promise<readonly NotShared[]>
  readonly discardNotShared: (id: string) => Promise<void>

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
