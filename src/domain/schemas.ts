import * as z from 'zod/mini'

z.config({ jitless: true }) // the policy allows no eval

const money = z.object({ amount: z.int(), currency: z.string().check(z.length(3)) })
const word = z.string().check(z.maxLength(120))
const line = z.optional(z.string().check(z.maxLength(200)))

type Shapes = Readonly<Record<string, z.ZodMiniType>>
/** Of a whole record: loose, for a newer app's fields. */
export type RecordSchema<S extends Shapes> = z.ZodMiniObject<S, z.core.$loose>
export type ItemsSchema<S extends Shapes> = z.ZodMiniArray<
  z.ZodMiniObject<{ readonly id: z.ZodMiniString<string>; readonly order: z.ZodMiniString<string> } & S, z.core.$loose>
>

/** What declarations are validated with: every kind of field, and whole records. */
export const schemas = {
  text: (max: number) => z.string().check(z.trim(), z.maxLength(max)),
  place: z.string().check(z.maxLength(200)),
  email: z.email().check(z.maxLength(254)),
  phone: z.string().check(z.trim(), z.minLength(2), z.maxLength(40), z.regex(/\d/)),
  money,
  unitPrice: z.object({ digits: z.int(), scale: z.int().check(z.minimum(0), z.maximum(6)), currency: z.string().check(z.length(3)) }),
  number: z.number(),
  flag: z.boolean(),
  day: z.iso.date(),
  instant: z.int(),
  personName: z.object({
    family: word,
    given: word,
    middle: z.optional(word),
    prefix: z.optional(word),
    suffix: z.optional(word),
    order: z.optional(z.enum(['auto', 'familyFirst', 'givenFirst'])),
  }),
  address: z.object({ country: line, admin1: line, admin2: line, locality: line, line1: line, line2: line, postal: line }),
  ref: z.string(),
  choice: <const C extends readonly [string, ...string[]]>(choices: C) => z.enum(choices),
  oneOf: (choices: readonly string[]) => z.string().check(z.refine((text) => choices.includes(text))),
  refs: z.array(z.string()),
  terms: z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(60))),
  prose: z.string(),
  /** Of a `calc`, by its column; a computed value is never validated, this gives it its type. */
  results: { number: z.number(), money, instant: z.int(), flag: z.boolean() },
  items: <S extends Shapes>(shape: S): ItemsSchema<S> => z.array(z.looseObject({ id: z.string(), order: z.string(), ...shape })),
  record: <S extends Shapes>(shape: S): RecordSchema<S> => z.looseObject(shape),
}
