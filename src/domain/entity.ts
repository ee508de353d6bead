import type * as z from 'zod/mini'
import type { Id } from '../core/ids.ts'
import type { ItemsSchema, RecordSchema, schemas } from './schemas.ts'

/** What a merge does with a field; a `calc` is never stored. */
export type Merge = 'register' | 'set' | 'items' | 'text' | 'calc'
/** How the tables hold a field; one encoder per kind, in `tables/columns.ts`. */
export type ColumnKind = 'text' | 'number' | 'money' | 'day' | 'instant' | 'choice' | 'ref' | 'flag' | 'many' | 'none'
/** `optional` reads as null until somebody fills it in; `filled` (sets, lists, text) is never null. */
export type Presence = 'required' | 'optional' | 'filled'

interface Options {
  /** Its words are found by search. */
  readonly search?: boolean
  /** A list shows it unless told otherwise. */
  readonly list?: boolean
  readonly required?: boolean
}

/** How to make a validator. Declarations are read at every start and validate nothing: `validator.ts` comes with what does. */
export type Making<S extends z.ZodMiniType = z.ZodMiniType> = (
  from: typeof schemas,
  shapeOf: <F extends Fields>(fields: F) => Shape<F>,
) => S
type Made<D extends { readonly schema: Making }> = ReturnType<D['schema']>

export interface Field<S extends z.ZodMiniType = z.ZodMiniType> extends Options {
  readonly kind: string
  readonly merge: Merge
  readonly presence: Presence
  readonly column: ColumnKind
  readonly schema: Making<S>
  readonly choices?: readonly string[]
  /** Choices that are kept where they stand and offered no more. */
  readonly retired?: readonly string[]
  /** A pick list: the workspace adds, names and orders its choices. */
  readonly isPick?: boolean
  /** A team made it. */
  readonly isCustom?: boolean
  /** What a team's own figure is reckoned by; empty where it cannot be read. */
  readonly formula?: string
  /** A form asks for it, and nobody empties it; a record that came in another way may lack it. */
  readonly isAsked?: boolean
  /** The entities that a reference may name. */
  readonly to?: readonly string[]
  /** Fields of a list's items: the same declarations, one level down and never two. */
  readonly items?: Fields
  /** What a `calc` is folded from; `tables/calc.ts` recomputes only what a commit touched. */
  readonly from?: CalcSource
}
export type Fields = Readonly<Record<string, Field>>

/** Folds that can take one row out and put one in. */
export type Fold = 'sum' | 'count' | 'min' | 'max'
export type CalcSource =
  /** Computed from the record itself; `of` never sees a record without the fields in `own`. */
  | { readonly own: readonly string[]; readonly of: (record: never) => unknown }
  /** Folded over the records of `entity` whose `by` names this one and whose `where` field holds one of the values. */
  | {
      readonly entity: string
      readonly by: string
      readonly fold: Fold
      readonly of?: string
      readonly where?: Readonly<Record<string, readonly string[]>>
    }
  /** From the clocks of the record's registers, kept by the store. */
  | { readonly clocks: 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'isConflicting' }

type Declared<S extends z.ZodMiniType, M extends Merge, P extends Presence> = Field<S> & { readonly merge: M; readonly presence: P }
type PresenceOf<O> = O extends { readonly required: true } ? 'required' : 'optional'
type Scalar<S extends z.ZodMiniType, O> = Declared<S, 'register', PresenceOf<O>>

const scalar = <S extends z.ZodMiniType, O extends Options>(
  kind: string,
  column: ColumnKind,
  schema: Making<S>,
  options: O | undefined,
  more = {},
) =>
  ({ ...options, ...more, kind, column, schema, merge: 'register', presence: options?.required ? 'required' : 'optional' }) as Scalar<S, O> // PresenceOf mirrors the condition

export const text = <const O extends Options>(max: number, options?: O) => scalar('text', 'text', (from) => from.text(max), options)
/** Of several lines. */
export const longText = <const O extends Options>(max: number, options?: O) => scalar('longText', 'text', (from) => from.text(max), options)
/** A fractional key (`core/order.ts`): compared letter by letter, never as words. */
export const place = <const O extends Options>(options?: O) => scalar('place', 'text', ({ place }) => place, options)
export const email = <const O extends Options>(options?: O) => scalar('email', 'text', ({ email }) => email, options)
/** E.164 where it could be read as a number (`+66812345678`), else as it was written. */
export const phone = <const O extends Options>(options?: O) => scalar('phone', 'text', ({ phone }) => phone, options)
export const url = <const O extends Options>(options?: O) => scalar('url', 'text', (from) => from.text(500), options)
export const money = <const O extends Options>(options?: O) => scalar('money', 'money', ({ money }) => money, options)
/** Price per unit: integer digits and a scale, because £0.001 is a price and no amount of pence. */
export const unitPrice = <const O extends Options>(options?: O) => scalar('unitPrice', 'number', ({ unitPrice }) => unitPrice, options)
export const number = <const O extends Options>(options?: O) => scalar('number', 'number', ({ number }) => number, options)
/** Of a hundred: 12.5 is an eighth. */
export const percent = <const O extends Options>(options?: O) => scalar('percent', 'number', ({ number }) => number, options)
export const flag = <const O extends Options>(options?: O) => scalar('flag', 'flag', ({ flag }) => flag, options)
export const day = <const O extends Options>(options?: O) => scalar('day', 'day', ({ day }) => day, options)
/** Epoch milliseconds. */
export const instant = <const O extends Options>(options?: O) => scalar('instant', 'instant', ({ instant }) => instant, options)
/** Epoch milliseconds, of which the hour is wanted too; midnight in the workspace's zone stands for the day alone. */
export const moment = <const O extends Options>(options?: O) => scalar('moment', 'instant', ({ instant }) => instant, options)
export const personName = <const O extends Options>(options?: O) => scalar('personName', 'text', ({ personName }) => personName, options)
export const address = <const O extends Options>(options?: O) => scalar('address', 'text', ({ address }) => address, options)
export const ref = <const O extends Options>(to: string, options?: O) => scalar('ref', 'ref', ({ ref }) => ref, options, { to: [to] })
export const choice = <const C extends readonly [string, ...string[]], const O extends Options>(choices: C, options?: O) => ({
  ...scalar('choice', 'choice', (from) => from.choice(choices), options),
  choices,
})

/** A choice from a list that the workspace may change: more come to those declared here. */
export const pick = <const C extends readonly string[], const O extends Options>(choices: C, options?: O) => ({
  ...scalar('choice', 'choice', (from) => from.oneOf(choices), options),
  choices,
  isPick: true,
})

type Texts = z.ZodMiniArray<z.ZodMiniString<string>>
/** A set of references, to one entity or to any of several. */
export const refs = (to: readonly string[], options: Options = {}): Declared<Texts, 'set', 'filled'> => ({
  ...options,
  kind: 'refs',
  merge: 'set',
  presence: 'filled',
  column: 'many',
  schema: ({ refs }) => refs,
  to,
})
/** A set of short words that people make up as they go. */
export const terms = (options: Options = {}): Declared<Texts, 'set', 'filled'> => ({
  ...options,
  kind: 'terms',
  merge: 'set',
  presence: 'filled',
  column: 'many',
  schema: ({ terms }) => terms,
})
/** A set of choices from such a list. */
export const picks = (options: Options = {}): Declared<Texts, 'set', 'filled'> & { readonly isPick: true } => ({
  ...terms(options),
  kind: 'picks',
  isPick: true,
})
export const prose = (options: Options = {}): Declared<z.ZodMiniString<string>, 'text', 'filled'> => ({
  ...options,
  kind: 'prose',
  merge: 'text',
  presence: 'filled',
  column: 'none',
  schema: ({ prose }) => prose,
})

/** Items that merge one by one: each has an id and a place, arrives whole, and is then edited field by field. */
export const items = <const F extends Fields>(fields: F, options: Options = {}) => itemList('items', fields, options)
/** Items that are only ever added: what happened, in the order of the place key. */
export const log = <const F extends Fields>(fields: F, options: Options = {}) => itemList('log', fields, options)

const itemList = <const F extends Fields>(kind: 'items' | 'log', fields: F, options: Options) => {
  const declared: Declared<ItemsSchema<Shape<F>>, 'items', 'filled'> = {
    ...options,
    kind,
    merge: 'items',
    presence: 'filled',
    column: 'many',
    schema: (from, shapeOf) => from.items(shapeOf(fields)),
  }
  return { ...declared, items: fields }
}

type Results = (typeof schemas)['results']
/** Never stored: `tables/calc.ts` folds it from the record's own fields or from the records that point at it. */
export const calc = <const K extends keyof Results>(
  column: K,
  from: CalcSource,
  options: Options = {},
): Declared<Results[K], 'calc', 'optional'> => ({
  ...options,
  kind: 'calc',
  merge: 'calc',
  presence: 'optional',
  column,
  schema: ({ results }) => results[column],
  from,
})

export type PersonName = z.output<(typeof schemas)['personName']>
export type Address = z.output<(typeof schemas)['address']>

type Stored<F extends Field> = F['presence'] extends 'required'
  ? Made<F>
  : F['presence'] extends 'optional'
    ? z.ZodMiniDefault<z.ZodMiniNullable<Made<F>>>
    : z.ZodMiniDefault<Made<F>>
/** What is stored and merged: a `calc` is no part of the record, only of its row. */
export type Shape<F extends Fields> = { -readonly [K in keyof F as F[K]['merge'] extends 'calc' ? never : K]: Stored<F[K]> }

/** Every record's own: what its header and clocks tell is calc, never a register. */
export const system = {
  ownerId: ref('member', { list: true }),
  deletedAt: instant(),
  /** Its time in the trash is over: nothing is kept of it but this. */
  purgedAt: instant(),
  createdAt: calc('instant', { clocks: 'createdAt' }),
  updatedAt: calc('instant', { clocks: 'updatedAt' }),
  /** Two people set a field who did not know of each other, and nobody has looked since. */
  isConflicting: calc('flag', { clocks: 'isConflicting' }),
}

/** Words that a team puts on its records as it goes. */
export const tagged = { tagIds: refs(['tag']) }

/** Where records of an entity live, what names them, and what keeps a customer's story in one pack. */
export interface Manner<N extends string> {
  /** The space that a new record goes to. */
  readonly space: 'settings' | 'team' | 'private'
  /** The field that names a record to a person. */
  readonly title: N
  /** References that lead to the record's root (its company, else its contact): the first that is set. */
  readonly root?: readonly N[]
  /** The instant or day by which records are laid out in a pack; the id's own time where it is not set. */
  readonly time?: N
  /** Raised when older shapes need `upcast`. */
  readonly version?: number
}

/** An entity as the layers below see it: all that its declaration tells, none of its type. */
export interface Entity {
  readonly name: string
  readonly fields: Fields
  readonly manner: Manner<string>
  readonly schema: Making
}
export interface DeclaredEntity<N extends string, F extends Fields> extends Entity {
  readonly name: N
  readonly fields: F
  readonly schema: Making<RecordSchema<Shape<F>>>
}

/** Custom fields are `Field`s made at run time from the workspace's settings; the schema is loose for them and for a newer app's. */
export const defineEntity = <const N extends string, const F extends Fields>(
  name: N,
  manner: Manner<Extract<keyof F, string>>,
  own: F,
): DeclaredEntity<N, F & typeof system> => {
  const fields = { ...system, ...own }
  return { name, fields, manner, schema: (from, shapeOf) => from.record(shapeOf(fields)) }
}

/** What the record's header tells. */
export interface Header {
  readonly id: Id
  readonly spaceId: string
}
export type RecordOf<E extends { readonly schema: Making }> = Header & z.output<Made<E>>
/** What a person or a file fills in to make one; the rest reads as null or empty. */
export type DraftOf<E extends { readonly schema: Making }> = z.input<Made<E>>

/** A row as the tables answer it: the record and its computed cells. */
export type RowOf<E extends { readonly fields: Fields; readonly schema: Making }> = RecordOf<E> & {
  [K in keyof E['fields'] as E['fields'][K]['merge'] extends 'calc' ? K : never]: z.output<Made<E['fields'][K]>> | null
}

export type ItemsOf<F> = F extends { readonly items: infer I extends Fields } ? I : never

/** Every path where a register may stand. A whole item's own path (`phones/<id>`) is no part of it: no type can tell it from a wrong one. */
export type PathOf<E extends { fields: object }> = {
  [K in Extract<keyof E['fields'], string>]: E['fields'][K] extends { readonly merge: 'calc' | 'text' }
    ? never
    : E['fields'][K] extends { readonly merge: 'set' }
      ? `${K}/${string}`
      : [ItemsOf<E['fields'][K]>] extends [never]
        ? K
        : `${K}/${string}/${Extract<keyof ItemsOf<E['fields'][K]>, string> | 'order'}`
}[Extract<keyof E['fields'], string>]
