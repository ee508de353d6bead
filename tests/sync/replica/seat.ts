import { createJournal } from '../../../src/core/journal.ts'
import { must } from '../../../src/core/result.ts'
import { openBook, unheard, type OpenBook } from '../../../src/engine/openbook.ts'
import type { Replica } from '../../../src/sync/replica.ts'
import { NOON } from '../../engine/profile.ts'
import type { Desk } from './office.ts'

/** A tab of a device, as who works in it needs it. */
export type Seat = Pick<Desk, 'profile' | 'book' | 'replica' | 'reopen'>

/** Another tab of the same browser. */
export const secondTab = ({ profile, book }: Desk): Promise<OpenBook> =>
  openBook(
    profile.platform(),
    book().session.held,
    createJournal(() => NOON),
    'en',
    unheard,
  )

export const teamIn = async (book: OpenBook, spaceId: string): Promise<Replica> =>
  must(
    (await book.replicas()).find((one) => one.spaceId === spaceId),
    'the team',
  )

export const secondSeat = async (desk: Desk, spaceId: string): Promise<Seat> => {
  let book = await secondTab(desk)
  let replica = await teamIn(book, spaceId)
  return {
    profile: desk.profile,
    book: () => book,
    replica: () => replica,
    reopen: async () => {
      book.close()
      book = await secondTab(desk)
      replica = await teamIn(book, spaceId)
    },
  }
}
