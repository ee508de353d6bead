import { expect, test } from 'vitest'
import { openRosterRows } from '../../src/store/rosterrows.ts'
import { createWorld } from './world.ts'

const entry = (n: number) => Uint8Array.of(n)

test('a roster begins with the entry that founding wrote, and grows without a gap', async () => {
  const { database, store } = await (await createWorld()).open()
  await database.meta.put({ key: 'genesis', value: entry(0) })
  await store.roster.append(1, [entry(1), entry(2)])
  await store.roster.append(1, [entry(9), entry(2), entry(3)])
  expect(await store.roster.load()).toEqual([entry(0), entry(1), entry(2), entry(3)])
})

test('a device that joined keeps the first entry like the others', async () => {
  const { database } = await (await createWorld()).open()
  const roster = openRosterRows(database)
  expect(await roster.load()).toEqual([])
  await roster.append(0, [entry(0), entry(1)])
  await roster.append(5, [entry(5)]) // nothing leads there
  expect(await roster.load()).toEqual([entry(0), entry(1)])
})
