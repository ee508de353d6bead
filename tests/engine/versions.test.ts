import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { databaseName, openDatabase, type VersionNotice } from '../../src/store/database.ts'
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
  newer.version(now.verno + 1).stores({ ...stores, laterThings: 'id' })
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

test('an older tab that will not let go of the database is said to be in the way, and is waited for', async () => {
  const platform = createProfile().platform()
  const older = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = platform.indexedDB.open('satchel-held', 5) // before Dexie's version 1, which is the browser's 10
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(new Error('not opened'))
  })
  const told: VersionNotice[] = []
  const database = openDatabase('satchel-held', platform, (notice) => told.push(notice))
  const opening = database.open()
  await expect.poll(() => told).toEqual(['blocked'])
  older.close()
  expect((await opening).isOpen()).toBe(true)
  expect(told).toEqual(['blocked'])
  database.close()
})
