import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { agreesWith, openRosterBook } from '../../../src/sync/link/rosterbook.ts'
import { aTeam } from '../team.ts'
import { aRosterStore } from './crew.ts'

const aBook = async (length = 1) => {
  const team = await aTeam()
  await team.member('member_bea')
  await team.member('member_chai')
  const store = aRosterStore(team.entries.slice(0, length))
  const opened = await openRosterBook(crypto, store)
  return { team, store, book: must(opened.ok ? opened.value : null, 'a book') }
}

describe('a device\u2019s roster', () => {
  test('grows by what the relay shows, is kept first, and tells of it', async () => {
    const { team, store, book } = await aBook()
    const heard: number[] = []
    const stop = book.onMove(() => heard.push(store.entries.length))
    expect(await book.take(1, team.entries.slice(1, 3))).toMatchObject({ ok: true })
    expect(await book.take(1, team.entries.slice(1))).toMatchObject({ ok: true })
    stop()
    expect(heard).toEqual([3, 5])
    expect(book.roster()).toEqual(team.roster())
    expect(store.entries).toEqual(team.entries)
  })

  test('takes the same entry twice as once, and two pages at a time one after the other', async () => {
    const { team, store, book } = await aBook()
    await Promise.all([book.take(0, team.entries.slice(0, 3)), book.take(1, team.entries.slice(1, 4)), book.take(3, team.entries.slice(3))])
    expect(store.entries).toEqual(team.entries)
  })

  test('refuses what does not follow, what differs from what it holds, and what is forged', async () => {
    const { team, store, book } = await aBook(3)
    const other = await aTeam()
    expect(await book.take(4, team.entries.slice(4))).toEqual({ ok: false, error: 'gap' })
    expect(await book.take(0, other.entries)).toEqual({ ok: false, error: 'twoHistories' })
    expect(await book.take(3, team.entries.slice(4))).toEqual({ ok: false, error: 'twoHistories' })
    const forged = must(team.entries[3], 'an entry').map((byte, i, all) => (i === all.length - 1 ? byte ^ 1 : byte))
    expect(await book.take(3, [forged])).toEqual({ ok: false, error: 'twoHistories' })
    expect(store.entries).toHaveLength(3)
  })

  test('of a later app is known to be one', async () => {
    const { team, book } = await aBook(5)
    const later = Uint8Array.from([2, ...must(team.entries[4], 'an entry').slice(1)])
    expect(await book.take(5, [later])).toEqual({ ok: false, error: 'newer' })
  })

  test('agrees with a relay that holds less, the same or more, but not with another end', async () => {
    const { team, book } = await aBook(3)
    const heads = [...team.roster().places.keys()]
    const at = (length: number) => must(heads[length - 1], 'a head')
    for (const length of [1, 2, 3, 4]) expect(agreesWith(book.roster(), length, at(length))).toBe(true)
    expect(agreesWith(book.roster(), 0, '0'.repeat(64))).toBe(true)
    expect(agreesWith(book.roster(), 3, at(2))).toBe(false)
    expect(agreesWith(book.roster(), 2, 'ab'.repeat(32))).toBe(false)
  })
})
