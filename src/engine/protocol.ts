import type { Id } from '../core/ids.ts'
import type { Problem, Values } from '../domain/check.ts'
import type { Change } from '../domain/change.ts'

/** Why a workspace does not open. */
export type OpenFailure = 'storageRefused' | 'newerApp' | 'damaged' | 'unknown'

/** What stops a write; each has a sentence that says what to do. */
export type Failure =
  | { readonly code: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly code: 'diskFull' | 'unreadable' | 'tooLarge' | 'gone' | 'newerApp' | 'forbidden' }

/** A write that worked, and what takes it back. */
export interface Done {
  readonly ids: readonly Id[]
  /** For `undo`; null where there was nothing to do. */
  readonly step: number | null
}

/** The page makes the id, so that a request repeated after the worker died makes no second record. */
export interface CreateRequest {
  readonly id: Id
  readonly values: Values
  /** A form's draft that goes with this commit. */
  readonly draft?: string
}

export interface EditRequest {
  readonly id: Id
  readonly changes: readonly Change[]
}

/** Several records made and edited together: one commit, one step of undo. */
export interface ActRequest {
  /** `derivedAt`: epoch ms at which every device would make it alike. */
  readonly creates: readonly (Omit<CreateRequest, 'draft'> & { readonly derivedAt?: number })[]
  readonly edits: readonly EditRequest[]
  readonly draft?: string
}

export interface NewWorkspace {
  readonly name: string
  readonly memberName: string
  /** "Chrome on Android". */
  readonly deviceName: string
  readonly locale: string
  readonly country: string
  readonly timeZone: string
  readonly baseCurrency: string
  readonly weekStart: number
  readonly pipelineName: string
  readonly stageNames: Readonly<Record<string, string>>
}

export interface WorkspaceInfo {
  readonly id: string
  readonly isSample: boolean
}

export interface HistoryLine {
  /** Epoch ms. */
  readonly at: number
  readonly clock: number
  readonly writer: number
  /** The member who did it; null where no member is known by that client id. */
  readonly byId: Id | null
  /** What they call the device that they did it on; empty where nobody named it. */
  readonly device: string
  readonly path: string
  readonly before: unknown
  /** What the edit put there; unknown where a later edit by the same hand replaced it before anybody looked. */
  readonly after: unknown
}

export interface ConflictLine {
  readonly path: string
  readonly value: unknown
  readonly other: unknown
  /** Epoch ms. */
  readonly otherAt: number
  /** The member who set it; null where no member is known by that client id. */
  readonly otherById: Id | null
}

export interface RecordView {
  readonly id: Id
  readonly entity: string
  readonly fields: Values
  /** Cells that are computed, by name. */
  readonly calc: Values
  /** Names of the records that references point to. */
  readonly titles: Readonly<Record<Id, string>>
  readonly createdAt: number
  readonly updatedAt: number
  /** Newest first. */
  readonly history: readonly HistoryLine[]
  readonly conflicts: readonly ConflictLine[]
  /** Written by a newer app: shown, but not edited here. */
  readonly isNewer: boolean
}
