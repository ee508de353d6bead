import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { databaseName } from '../../src/store/database.ts'
import { createProfile, startedIn, type Profile } from './profile.ts'
import { valueOf } from './wanted.ts'

/** A newer app opens a database of this profile and gives it another version. */
const openNewer = async (profile: Profile, name: string): Promise<void> => {
  const platform = profile.platform()
  const now = await new Dexie(name, platform).open()
  const stores = Object.fromEntries(
    now.tables.map(({ name: table, schema }) => [table, [schema.primKey, ...schema.indexes].map(({ src }) => src).join(',')]),
  )
  now.close()
  const newer = new Dexie(name, platform)
  newer.version(2).stores({ ...stores, laterThings: 'id' })
  await newer.open()
  newer.close()
}

test('a workspace that a newer app has changed is not opened, and is said to be newer', async () => {
  const profile = createProfile()
  const { opened } = await startedIn(profile)
  await openNewer(profile, databaseName(opened.id))
  const engine = profile.tab()
  expect(await engine.open(opened.id)).toEqual({ ok: false, error: 'newerApp' })
  expect(valueOf(await engine.held())).toHaveLength(1)
})

test('a list of workspaces that a newer app has changed is not read either', async () => {
  const profile = createProfile()
  await startedIn(profile)
  await openNewer(profile, 'satchel')
  expect(await profile.tab().held()).toEqual({ ok: false, error: 'newerApp' })
})

test('a tab that is open while a newer app comes lets go of the database', async () => {
  const profile = createProfile()
  const { engine, opened } = await startedIn(profile)
  await openNewer(profile, databaseName(opened.id))
  await expect(engine.create({ id: profile.makeId('company'), values: { name: 'Siam Beans' } })).rejects.toThrow()
})
