import { expect, test } from 'vitest'
import type { Values } from '../../../src/domain/check.ts'
import { keptDraft } from '../../../src/screens/records/form/kept.ts'
import { createProfile, startedIn, type Profile } from '../../engine/profile.ts'
import type { Client } from '../../../src/engine/client.ts'
import type { Engine } from '../../../src/engine/api.ts'

/** A form's draft on a real engine; `full` says that the disk takes no more of them. */
const draftIn = async (profile: Profile, disk: { isFull: boolean }) => {
  const { engine, opened } = await startedIn(profile)
  const call = (<K extends keyof Engine>(name: K, ...args: Parameters<Engine[K]>) =>
    name === 'saveDraft' && disk.isFull
      ? Promise.resolve(false)
      : (engine[name] as (...given: Parameters<Engine[K]>) => Promise<unknown>)(...args)) as Client['call'] // as the client's own
  return { engine, draft: keptDraft({ client: { call } as Client, opened }, 'create.company') }
}
const written: Values = { name: 'Siam Beans' }

test('a draft lies on the device until it is dropped', async () => {
  const { engine, draft } = await draftIn(createProfile(), { isFull: false })
  await draft.save(written)
  expect(await engine.loadDraft('create.company')).toEqual(written)
  expect(await draft.load()).toEqual(written)
  await draft.drop()
  expect(await draft.load()).toBeNull()
})

test('a draft that a full disk does not take is held by the page, and goes to the device once there is room', async () => {
  const disk = { isFull: true }
  const { engine, draft } = await draftIn(createProfile(), disk)
  await draft.save(written)
  expect(await engine.loadDraft('create.company')).toBeNull()
  expect(await draft.load()).toEqual(written)
  disk.isFull = false
  await draft.save({ name: 'Siam Tea' })
  expect(await engine.loadDraft('create.company')).toEqual({ name: 'Siam Tea' })
  draft.forget()
  expect(await draft.load()).toEqual({ name: 'Siam Tea' })
})
