import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { aPhone } from '../syncing/phones.ts'
import { valueOf } from '../wanted.ts'
import { aPage, soon, twoPeople, type OpenPage } from './pages.ts'

const namesAt = (page: OpenPage) => page.peers().map(({ name }) => name)
const within1s = { timeout: 1_000, interval: 5 }

describe('U19 who looks at a record', () => {
  test('is seen by name within a second, both ways, and gone as soon as they leave', async () => {
    const { dao, bea, id } = await twoPeople()
    const hers = await aPage(dao, id)
    expect(namesAt(hers)).toEqual([])
    const his = await aPage(bea, id)
    await expect.poll(() => [namesAt(hers), namesAt(his)], within1s).toEqual([['Bea'], ['Dao']])
    await his.leave()
    await expect.poll(() => namesAt(hers), within1s).toEqual([])
    const again = await aPage(bea, id)
    await expect.poll(() => [namesAt(hers), namesAt(again)], within1s).toEqual([['Bea'], ['Dao']])
  })

  test('is gone 30 s after their line was lost, and seen again within a second of its return', async () => {
    const { dao, bea, id, clock } = await twoPeople()
    const hers = await aPage(dao, id)
    const his = await aPage(bea, id)
    await expect.poll(() => [namesAt(hers), namesAt(his)], soon).toEqual([['Bea'], ['Dao']])
    await bea.goOffline()
    clock.advance(29_000)
    expect(namesAt(hers)).toEqual(['Bea'])
    clock.advance(1_001)
    await expect.poll(() => [namesAt(hers), namesAt(his)], within1s).toEqual([[], []])
    bea.comeBack()
    await expect.poll(() => bea.syncing()?.status.kind, soon).toBe('synced')
    await expect.poll(() => [namesAt(hers), namesAt(his)], within1s).toEqual([['Bea'], ['Dao']])
  })

  test('shows the field that they edit, and where they type in it, wherever that moves to', async () => {
    const { dao, bea, id } = await twoPeople()
    const [hers, his] = [await aPage(dao, id), await aPage(bea, id)]
    const placeOf = (page: OpenPage) => page.peers()[0]?.place ?? null
    his.place({ field: 'industry', anchor: null, head: null })
    await expect.poll(() => placeOf(hers), soon).toEqual({ field: 'industry', anchor: null, head: null })
    his.place({ field: 'description', anchor: 5, head: 10 })
    await expect.poll(() => placeOf(hers), soon).toEqual({ field: 'description', anchor: 5, head: 10 })
    hers.text('description').write('Oh. They roast.')
    expect(placeOf(hers)).toEqual({ field: 'description', anchor: 9, head: 14 })
    his.place(null)
    await expect.poll(() => placeOf(hers), soon).toBeNull()
  })

  test('is told of through the tab that speaks to the relay, and to the other tabs of the same person', async () => {
    const { dao, bea, id } = await twoPeople()
    const other = aPhone(dao.profile)
    const [workspace] = valueOf(await other.engine.held())
    valueOf(await other.engine.open(must(workspace, 'one').id))
    dao.look(true)
    const [first, second, his] = [await aPage(dao, id), await aPage(other, id), await aPage(bea, id)]
    await expect.poll(() => namesAt(his), soon).toEqual(['Dao', 'Dao'])
    await expect
      .poll(() => [namesAt(first).toSorted(), namesAt(second).toSorted()], soon)
      .toEqual([
        ['Bea', 'Dao'],
        ['Bea', 'Dao'],
      ])
  })

  test('is not told of another record', async () => {
    const { dao, bea, id } = await twoPeople()
    const another = await dao.create('company', { name: 'Siam' })
    const hers = await aPage(dao, id)
    await expect.poll(() => bea.field(another, 'name'), soon).toBe('Siam')
    const elsewhere = await aPage(bea, another)
    const here = await aPage(bea, id)
    await expect.poll(() => [namesAt(hers), namesAt(here)], soon).toEqual([['Bea'], ['Dao']])
    expect(namesAt(elsewhere)).toEqual([])
  })
})
