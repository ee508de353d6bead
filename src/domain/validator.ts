import * as z from 'zod/mini'
import type { Field, Fields, Making, Shape } from './entity.ts'
import { schemas } from './schemas.ts'

const made = new WeakMap<Making, z.ZodMiniType>()

/** The validator of a field or an entity, made when it is first asked for. */
export const schemaOf = <S extends z.ZodMiniType>({ schema }: { readonly schema: Making<S> }): S => {
  const known = made.get(schema) as S | undefined // kept under what made it
  if (known !== undefined) return known
  const fresh = schema(schemas, shapeOf)
  made.set(schema, fresh)
  return fresh
}

const shapeOf = <F extends Fields>(fields: F): Shape<F> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, { merge }]) => merge !== 'calc')
      .map(([name, field]) => [name, stored(field)]),
  ) as Shape<F> // fromEntries forgets the keys

const stored = (field: Field): z.ZodMiniType => {
  const schema = schemaOf(field)
  if (field.presence === 'required') return schema
  if (field.presence === 'optional') return z._default(z.nullable(schema), null)
  return z._default(schema, field.kind === 'prose' ? '' : [])
}
