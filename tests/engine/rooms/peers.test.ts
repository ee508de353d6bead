import { expect, test } from 'vitest'
import { keepPeers } from '../../../src/engine/rooms/peers.ts'
import type { Presence } from '../../../src/sync/rooms/frames.ts'
import type { Said } from '../../../src/sync/live.ts'
import { aClock } from './pages.ts'

const of = (device: string, memberId: string): Said => ({ spaceId: 'team', device, memberId, record: 'deal_1', message: new Uint8Array() })
const bea = of('of bea', 'member_bea')
const dao = of('of dao', 'member_dao')
const here = (client: number, clock: number, state: Presence['state'] = {}): Presence => ({ client, clock, state })

const somePeers = () => {
  const gone: Presence[] = []
  const clock = aClock()
  const peers = keepPeers({ own: 1, nameOf: (id) => id.replace('member_', ''), after: clock.after, onGone: (one) => gone.push(one) })
  return { peers, gone, clock }
}

test('nobody passes for somebody else: who it is comes from the roster', () => {
  const { peers } = somePeers()
  expect(peers.heard(bea, [here(7, 1, { memberId: 'member_dao', name: 'Dao', place: 3 })])).toEqual([
    here(7, 1, { memberId: 'member_bea', name: 'bea', place: 3 }),
  ])
  expect(peers.heard(dao, [here(7, 2, null)])).toEqual([])
  expect(peers.heard(dao, [here(7, 2)])).toEqual([])
  expect(peers.heard(dao, [here(1, 9, { name: 'this tab' })])).toEqual([])
  peers.stop()
})

test('what was overtaken says nothing, and who left may come back', () => {
  const { peers } = somePeers()
  expect(peers.heard(bea, [here(7, 5)])).toHaveLength(1)
  expect(peers.heard(bea, [here(7, 5), here(7, 4, null)])).toEqual([])
  expect(peers.heard(bea, [here(7, 6, null)])).toEqual([here(7, 6, null)])
  expect(peers.heard(bea, [here(7, 7)])).toHaveLength(1)
  peers.stop()
})

test('who is silent for 30 s is gone; who said something is here for 30 s more', () => {
  const { peers, gone, clock } = somePeers()
  peers.heard(bea, [here(7, 1)])
  clock.advance(20_000)
  peers.heard(bea, [here(7, 2)])
  clock.advance(29_000)
  expect(gone).toEqual([])
  clock.advance(1_001)
  expect(gone).toEqual([here(7, 2, null)])
})

test('a crowd is bounded', () => {
  const { peers } = somePeers()
  const crowd = Array.from({ length: 150 }, (_, i) => here(i + 10, 1))
  expect(peers.heard(bea, crowd)).toHaveLength(100)
  peers.stop()
})
