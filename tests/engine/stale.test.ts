import { expect, test } from 'vitest'
import { listing } from '../../src/screens/contacts/listing.ts'
import { must } from '../../src/core/result.ts'
import { bookIn } from './books.ts'
import { createProfile, startedIn } from './profile.ts'
import { valueOf } from './wanted.ts'

const DAY = 86_400_000

test('S5 with N = 30 a contact of 31 days is stale; verified, it is not', async () => {
  const profile = createProfile()
  const { opened } = await startedIn(profile)
  const { book } = await bookIn(profile)
  const writer = await book.writer()
  valueOf(await writer.edit([{ id: opened.workspace.id, changes: [{ path: 'staleDays', value: 30 }] }]))
  const id = profile.makeId('contact')
  valueOf(await writer.create({ id, values: { name: { family: 'Lee', given: 'Ann' }, jobTitle: 'Buyer' } }))
  const filter = must(listing.views.find(({ title }) => title === 'view.stale')?.filter, 'the view')
  const stale = async () => {
    const view = { entity: 'contact', filter }
    const window = { start: 0, count: 5, columns: ['completeness'] }
    const { ensure, queries } = book.answering()
    await ensure(view, window)
    return queries.query(view, window).rows.map((row) => [row.id, row['completeness']])
  }
  profile.advance(30 * DAY)
  expect(await stale()).toEqual([])
  profile.advance(DAY)
  expect(await stale()).toEqual([[id, 14]])
  valueOf(await writer.edit([{ id, changes: [{ path: 'lastVerifiedAt', value: profile.platform().now() }] }]))
  expect(await stale()).toEqual([])
  book.close()
})
