import { afterEach, describe, expect, test, vi } from 'vitest'
import { bookIn } from './books.ts'
import { createProfile, startedIn } from './profile.ts'

const wizard = '../../src/engine/importing/imports.ts'
const relay = '../../src/engine/syncing/syncing.ts'

/** As on a train, before all of the app was kept for there. */
const unfetched = (file: string) =>
  vi.doMock(file, () => {
    throw new Error('no network')
  })

afterEach(() => {
  vi.doUnmock(wizard)
  vi.doUnmock(relay)
})

describe('a half of the engine that could not be fetched comes when it is next asked for', () => {
  test('the one that imports', async () => {
    unfetched(wizard)
    const { engine } = await startedIn(createProfile())
    await expect(engine.pastImports()).rejects.toThrow()
    vi.doUnmock(wizard)
    expect(await engine.pastImports()).toEqual([])
  })

  test('the one that speaks to the relay', async () => {
    const profile = createProfile()
    await startedIn(profile)
    unfetched(relay)
    const { book } = await bookIn(profile)
    await expect(book.syncing()).rejects.toThrow()
    vi.doUnmock(relay)
    expect(await book.syncing()).not.toBeNull()
    book.close()
  })
})
