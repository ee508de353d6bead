import { clockSource } from '../../src/core/clock.ts'
import { newId } from '../../src/core/ids.ts'
import { intBelow, randomFrom } from '../../src/core/random.ts'
import { must, ok } from '../../src/core/result.ts'
import { company } from '../../src/domain/company/company.ts'
import { entityNamed } from '../../src/domain/entities.ts'
import type { Author } from '../../src/store/change.ts'
import { refOf } from '../../src/store/directory.ts'
import { edit } from '../../src/store/document.ts'
import { read } from '../../src/store/read.ts'
import { create } from '../../src/store/record.ts'
import type { State } from '../../src/store/state.ts'
import type { Store } from '../../src/store/store.ts'
import { NOON, TEAM } from './world.ts'

const random = randomFrom(11)
/** Who writes in a tab. */
export const authorOf = (store: Store): Author => ({ writer: store.slot.writer, clock: clockSource(() => NOON, store.slot.lastClock) })
export const aRef = () => refOf(TEAM, newId('company', NOON, random), intBelow(random, 2 ** 32))
export const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(String(result.error))
  return result.value
}

/** Commits a new company. */
export const add = async (store: Store, author: Author, ref: ReturnType<typeof aRef>, name: string) =>
  valueOf(
    await store.commit(() => {
      const { state, update, history, clock } = valueOf(create(company, { name }, ref.bucket, author))
      return Promise.resolve(ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock }))
    }),
  )
/** Commits one changed field of a company. */
export const set = async (store: Store, author: Author, ref: ReturnType<typeof aRef>, path: string, value: unknown) =>
  valueOf(
    await store.commit(async (look) => {
      const before = must(await look.state(ref), ref.id)
      const { state, update, history, clock } = valueOf(edit(company, before, [{ path, value }], author))
      return ok({ writes: [{ ref, state, delta: { update, history } }], lastClock: clock })
    }),
  )
export const fieldsOf = (state: State | undefined) => read(must(entityNamed('company'), 'company'), must(state, 'state')).fields
export const stateOf = async (store: Store, ref: ReturnType<typeof aRef>) => (await store.states([ref])).get(ref.id)
