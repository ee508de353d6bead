import { clockSource } from '../../../src/core/clock.ts'
import { newId, newItemId, type Id } from '../../../src/core/ids.ts'
import { nBetween } from '../../../src/core/order.ts'
import { randomFrom } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { entityNamed } from '../../../src/domain/entities.ts'
import { PACK_BYTES, encodePack } from '../../../src/store/pack.ts'
import { read } from '../../../src/store/read.ts'
import { create } from '../../../src/store/record.ts'
import { decodeState, encodeState } from '../../../src/store/state.ts'
import { makeVaultKey, vaultOf } from '../../../src/store/vault.ts'
import { large } from '../large.ts'
import { END, lineOf } from '../largerecords.ts'

export interface RecordSize {
  readonly what: string
  readonly bytes: number
  readonly packedBytes: number
  readonly createUs: number
  readonly readUs: number
  readonly n: number
}
interface Sample {
  readonly what: string
  readonly entity: string
  readonly records: readonly { readonly id: Id; readonly fields: Readonly<Record<string, unknown>> }[]
}

const ROUNDS = 5

/** Bytes of one record alone and in a pack, and what making and reading one costs. */
export const recordSizes = async (): Promise<readonly RecordSize[]> => {
  const vault = vaultOf(crypto, await makeVaultKey(crypto))
  const sizes: RecordSize[] = []
  for (const sample of samples()) sizes.push(await measure(sample, vault))
  return sizes
}

const measure = async ({ what, entity: name, records }: Sample, vault: ReturnType<typeof vaultOf>): Promise<RecordSize> => {
  const entity = must(entityNamed(name), name)
  const author = { writer: 123_456_789, clock: clockSource(() => END) }
  const make = () =>
    records.map(({ id, fields }) => {
      const made = create(entity, fields, 0, author)
      if (!made.ok) throw new Error(made.error)
      return { id, body: encodeState(made.value.state) }
    })
  const readAll = (bodies: readonly { readonly body: Uint8Array }[]) =>
    bodies.forEach(({ body }) => {
      const state = decodeState(body)
      if (!state.ok) throw new Error(state.error)
      read(entity, state.value)
    })
  const made = make()
  const [createUs, readUs] = [best(make), best(() => readAll(made))].map((ms) => (ms * 1e3) / records.length)
  const bytes = made.reduce((sum, { body }) => sum + body.length, 0) / made.length
  const together = made.slice(0, Math.min(512, Math.max(1, Math.floor(PACK_BYTES / bytes))))
  const packed = await encodePack({ id: 'pack', spaceId: 'space', entity: name }, together, vault)
  return {
    what,
    bytes,
    packedBytes: packed.length / together.length,
    createUs: createUs ?? NaN,
    readUs: readUs ?? NaN,
    n: records.length * ROUNDS,
  }
}

/** ms of the quickest of some rounds, after one to warm. */
const best = (run: () => unknown): number => {
  run()
  return Math.min(
    ...Array.from({ length: ROUNDS }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

const samples = (): readonly Sample[] => {
  const all = [...large({ scale: 0.02, seed: 5, memberId: 'member_01kgkd32e2ewysm4ftv90z2hh1' })]
  const of = (entity: string) => all.filter((load) => load.entity === entity)
  const random = randomFrom(9)
  const products = of('product').map(({ id }) => id)
  const [model] = of('order')
  const orders = (lines: number, count: number) =>
    Array.from({ length: count }, () => ({
      id: newId('order', END, random),
      fields: {
        ...model?.fields,
        lines: nBetween(null, null, lines).map((place) => ({ ...lineOf(random, products, 'THB', place), id: newItemId(random) })),
      },
    }))
  return [
    { what: 'contact', entity: 'contact', records: of('contact') },
    { what: 'activity', entity: 'activity', records: of('activity').slice(0, 2_000) },
    { what: 'order of 4 lines', entity: 'order', records: orders(4, 2_000) },
    { what: 'order of 21 lines', entity: 'order', records: orders(21, 500) },
    { what: 'order of 1,114 lines', entity: 'order', records: orders(1_114, 10) },
  ]
}
