import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchStand, type Stand } from '../../../src/screens/records/walk/stand.ts'
import { must } from '../../../src/core/result.ts'
import type { View } from '../../../src/tables/view.ts'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
beforeEach(async () => {
  workspace = await openWorkspace()
})
afterEach(() => workspace.end())

const industries = ['Coffee', 'Tea', 'Cocoa']
const interests = ['tea', 'late deliveries', 'export']
const someCompanies = async (count: number) => {
  for (let at = 0; at < count; at += 1)
    await workspace.add('company', {
      name: `Shop ${(at * 7) % count}`,
      industry: industries[at % 3],
    })
}
const somePeople = async (count: number) => {
  for (let at = 0; at < count; at += 1)
    await workspace.add('contact', {
      name: { family: `Dee ${(at * 7) % count}`, given: 'Mana' },
      interests: interests.filter((_, i) => (at + i) % 2 === 0 || at % 5 === 0),
    })
}

/** The first thing told of where a record stands. */
const standOf = (view: View, id: string, guess: number | null) =>
  new Promise<Stand>((resolve) => {
    const end = watchStand(workspace.client, view, id, guess, (stand) => {
      end()
      resolve(stand)
    })
  })

/** Ids as J passes them, from the first record of the list to its end. */
const walked = async (view: View): Promise<readonly string[]> => {
  const [first] = (await workspace.client.call('query', view, { start: 0, count: 1, columns: [] })).rows
  const passed: string[] = []
  let to: { id: string; at: number } | null = { id: must(first, 'a record').id, at: 0 }
  while (to !== null) {
    passed.push(to.id)
    to = (await standOf(view, to.id, to.at)).next
  }
  return passed
}
/** What the list shows, one under the other; a record that follows itself under the next head is passed once. */
const listed = async (view: View): Promise<readonly string[]> => {
  const { rows } = await workspace.client.call('query', view, { start: 0, count: 500, columns: [] })
  return rows.map(({ id }) => id).filter((id, at, ids) => id !== ids[at - 1])
}

test('U50 J goes through the list in its own order, sorted, filtered, searched and grouped, though a record stands under several heads', async () => {
  await someCompanies(20)
  await somePeople(10)
  const views: readonly View[] = [
    { entity: 'company', sort: [{ column: 'name' }] },
    { entity: 'company', sort: [{ column: 'industry', descending: true }, { column: 'name' }] },
    { entity: 'company', filter: { column: 'industry', op: 'is', value: 'Tea' }, sort: [{ column: 'name' }] },
    { entity: 'company', search: 'shop 1', sort: [{ column: 'name' }] },
    { entity: 'company', group: 'industry', sort: [{ column: 'name' }] },
    { entity: 'contact', group: 'interests', sort: [{ column: 'name' }] },
  ]
  for (const view of views) {
    const order = await listed(view)
    expect(order.length).toBeGreaterThan(3)
    expect(await walked(view)).toEqual(order)
  }
  expect((await workspace.client.call('query', must(views.at(-1), 'by interests'), { start: 0, count: 0 })).length).toBeGreaterThan(10)
})

test('U50 a record says which of how many it is; K leads back; at the ends nothing follows', async () => {
  await someCompanies(6)
  const view: View = { entity: 'company', sort: [{ column: 'name' }] }
  const order = await listed(view)
  const stands = await Promise.all(order.map((id) => standOf(view, id, null)))
  expect(stands.map(({ place, length }) => [place, length])).toEqual([1, 2, 3, 4, 5, 6].map((place) => [place, 6]))
  expect(stands.map(({ previous }) => previous?.id)).toEqual([undefined, ...order.slice(0, -1)])
  expect(stands.at(-1)?.next).toBeNull()
})

test('U50 a record that an edit takes out of the list leads on from where it stood; one that was never in it leads nowhere', async () => {
  await someCompanies(6)
  const view: View = { entity: 'company', filter: { column: 'industry', op: 'is', value: 'Coffee' }, sort: [{ column: 'name' }] }
  const all = await listed({ entity: 'company' })
  const [first, second] = await listed(view)
  const stranger = must(
    all.find((id) => id !== first && id !== second),
    'tea',
  )
  const told: Stand[] = []
  const ends = [must(first, 'coffee'), stranger].map((id) => watchStand(workspace.client, view, id, null, (stand) => told.push(stand)))
  await expect.poll(() => told.at(-1)).toMatchObject({ id: first, place: 1, length: 2, next: { id: second } })
  await workspace.client.call('edit', [{ id: must(first, 'coffee'), changes: [{ path: 'industry', value: 'Tea' }] }])
  await expect.poll(() => told.at(-1)).toEqual({ id: first, place: null, length: 1, previous: null, next: { id: second, at: 0 } })
  expect(told.every(({ id }) => id === first)).toBe(true)
  for (const end of ends) end()
})
