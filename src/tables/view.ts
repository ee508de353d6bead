/** What a list, a board, a tile or a drill-through asks. Plain data: it travels to the worker and into the address bar. */
export interface View {
  readonly entity: string
  readonly filter?: Filter
  /** Words that the row's search text must hold. */
  readonly search?: string
  readonly sort?: readonly Sort[]
  /** A column by which rows are grouped: groups in the column's own order, each with its count and sums. */
  readonly group?: string
  /** Columns to add up. */
  readonly sums?: readonly string[]
  /** What a table shows, in its order: the answer is the same whatever they are. */
  readonly columns?: readonly string[]
  /** Records in the trash instead of live ones. */
  readonly trash?: boolean
}

export const isSearched = (view: View): view is View & { readonly search: string } => view.search !== undefined && view.search.trim() !== ''

export interface Sort {
  readonly column: string
  readonly descending?: boolean
}

export type Filter = { readonly all: readonly Filter[] } | { readonly any: readonly Filter[] } | { readonly not: Filter } | Condition

/** `column` is a field (`stageId`), an item's field (`phones.value`) or a field one reference away (`companyId.name`). */
export interface Condition {
  readonly column: string
  readonly op: Op
  readonly value?: Operand | readonly Operand[]
}
/** Text ops fold case, width and accents. `between` takes two values, both included. `within` takes a relative span. */
export const ops = [
  'is',
  'isNot',
  'anyOf',
  'allOf',
  'noneOf',
  'contains',
  'startsWith',
  'isEmpty',
  'isNotEmpty',
  'above',
  'atLeast',
  'below',
  'atMost',
  'between',
  'within',
] as const
export type Op = (typeof ops)[number]
/** Ids for references (or `ME`, or `MY_TEAM`), `YYYY-MM-DD` for days and instants (the workspace's day), minor units of the base currency for money. */
export type Operand = string | number | boolean
/** The member who looks, where an id of a member is asked for. */
export const ME = '$me'
/** Everybody in the teams of the member who looks, that member among them. */
export const MY_TEAM = '$myTeam'
/** Values of `within`. */
export const spans = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisYear',
  'lastYear',
  'last7',
  'last30',
  'last90',
  'fresh',
  'next7',
  'next30',
  'overdue',
] as const
export type Span = (typeof spans)[number]

/** The slice of the answer that a screen shows. */
export interface Window {
  readonly start: number
  readonly count: number
  /** Fields and columns to draw; without it the title and what the entity's lists show. */
  readonly columns?: readonly string[]
}

export interface Sum {
  /** Minor units of the base currency for money; the plain sum for numbers. */
  readonly value: number
  /** Set for money: the currency of `value`. */
  readonly currency?: string
  /** True where currencies were mixed: the total is then about right, shown with ≈. */
  readonly isMixed?: boolean
  /** Records left out because no rate is stored for their currency. */
  readonly withoutRate?: number
}

export interface Group {
  /** The column's value: an id, a choice, a text, a day's month (`YYYY-MM`), or null. */
  readonly key: string | number | boolean | null
  readonly count: number
  readonly sums: Readonly<Record<string, Sum>>
  /** Position of the group's first row in the whole answer. */
  readonly start: number
}

/** One row as a screen draws it: cells by column name, references with the title of what they name. */
export type RowCells = Readonly<Record<string, unknown>> & { readonly id: string }

/** Why a view cannot be answered as asked: a column that is not there, an operation or an operand that does not fit it. */
export interface Problem {
  readonly kind: 'unknownEntity' | 'unknownColumn' | 'wrongOp' | 'wrongOperand'
  readonly column: string
}

export interface Answer {
  /** Records that match. */
  readonly total: number
  /** Positions in the whole answer: more than `total` where a record stands in several groups. */
  readonly length: number
  readonly sums: Readonly<Record<string, Sum>>
  readonly groups: readonly Group[] | null
  readonly start: number
  readonly rows: readonly RowCells[]
  /** With it in the filter nothing matches; a sort, group or sum that cannot be is left out. */
  readonly problem?: Problem
}
