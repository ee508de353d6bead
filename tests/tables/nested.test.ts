import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { newId } from '../../src/core/ids.ts'
import { pickFrom, randomFrom } from '../../src/core/random.ts'
import { ME, MY_TEAM, type Filter } from '../../src/tables/view.ts'
import { aBook, noon } from './book.ts'

const DAY = 86_400_000
const zone = 'Asia/Bangkok'

test('U4 a filter three levels deep, with my team, me and a day that moves, finds exactly those that a look at each would', () => {
  const random = randomFrom(4)
  const [me, bo, cat, dan] = [1, 2, 3, 4].map((nth) => newId('member', nth, random)) as [string, string, string, string] // four were made
  const book = aBook({ me })
  const north = book.put('team', { name: 'North', leaderId: null, parentId: null })
  const south = book.put('team', { name: 'South', leaderId: me, parentId: null })
  book.put('member', { name: 'Me', teamIds: [north] }, me)
  book.put('member', { name: 'Bo', teamIds: [north] }, bo)
  book.put('member', { name: 'Cat', teamIds: [south] }, cat)
  book.put('member', { name: 'Dan', teamIds: [] }, dan)
  const deeds = Array.from({ length: 400 }, () => ({
    kind: pickFrom(random, ['call', 'task', 'visit'] as const),
    status: pickFrom(random, ['planned', 'done', 'cancelled'] as const),
    priority: pickFrom(random, ['low', 'high', null] as const),
    assigneeId: pickFrom(random, [me, bo, cat, dan, null]),
    dueAt: random() < 0.1 ? null : noon + Math.floor((random() * 40 - 20) * DAY),
  }))
  const ids = book.putAll('activity', deeds)

  const filter: Filter = {
    any: [
      {
        all: [
          { column: 'assigneeId', op: 'is', value: MY_TEAM },
          { column: 'status', op: 'is', value: 'planned' },
          {
            any: [
              { column: 'dueAt', op: 'within', value: 'next7' },
              { all: [{ column: 'priority', op: 'is', value: 'high' }, { not: { column: 'kind', op: 'is', value: 'task' } }] },
            ],
          },
        ],
      },
      {
        all: [
          { column: 'assigneeId', op: 'is', value: ME },
          {
            not: {
              any: [
                { column: 'dueAt', op: 'isNotEmpty' },
                { column: 'status', op: 'is', value: 'done' },
              ],
            },
          },
        ],
      },
    ],
  }
  const today = dayOf(noon, zone)
  const isWanted = ({ kind, status, priority, assigneeId, dueAt }: (typeof deeds)[number]): boolean => {
    const isOfTeam = [me, bo, cat].some((id) => id === assigneeId)
    const day = dueAt === null ? null : dayOf(dueAt, zone)
    const isSoon = day !== null && day >= today && day <= addDays(today, 6)
    if (isOfTeam && status === 'planned' && (isSoon || (priority === 'high' && kind !== 'task'))) return true
    return assigneeId === me && dueAt === null && status !== 'done'
  }
  const wanted = ids.filter((_, nth) => deeds[nth] !== undefined && isWanted(deeds[nth]))
  expect(wanted.length).toBeGreaterThan(10)
  expect(book.queries.ids({ entity: 'activity', filter }, 1_000).toSorted()).toEqual([...wanted].toSorted())
  // Whoever joins my team is in the list from then on.
  book.change(dan, { teamIds: [south] })
  const more = book.queries.ids({ entity: 'activity', filter }, 1_000)
  expect(more.length).toBeGreaterThan(wanted.length)
})
