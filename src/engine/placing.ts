import type { Result } from '../core/result.ts'
import { customersPlaced } from '../domain/rules/lifecyclekept.ts'
import { datedOf, writerAsDue } from './asdue.ts'
import type { OpenBook } from './openbook.ts'
import type { Failure } from './protocol.ts'
import { knownIn } from './writing/known.ts'

/** Places customers in the life cycle by what they have bought; answers how many moved. */
export const placeCustomers = async ({ session, index, answering, mayWrite }: OpenBook): Promise<Result<number, Failure>> => {
  await index.rows()
  await Promise.all(customersPlaced.asks.map(([entity, columns]) => index.ensure(entity, columns)))
  const known = knownIn(session, () => answering().queries)
  const acts = await customersPlaced.due(datedOf(session, known))
  return writerAsDue({ session, known, mayWrite })(acts)
}
