import { describe, expect, test } from 'vitest'
import { must } from '../../../src/core/result.ts'
import { createProfile, startedIn } from '../profile.ts'
import { aPhone } from '../syncing/phones.ts'
import { valueOf } from '../wanted.ts'
import { aPage, soon, synced, twoPeople } from './pages.ts'

const note = 'description'

describe('a note that two people have open', () => {
  test('shows each what the other types, and is kept on both', async () => {
    const { dao, bea, id } = await twoPeople()
    const [hers, his] = [(await aPage(dao, id)).text(note), (await aPage(bea, id)).text(note)]
    expect([hers.read(), his.read()]).toEqual(['They roast.', 'They roast.'])
    hers.write('They roast. Good prices.')
    await expect.poll(() => his.read(), soon).toBe('They roast. Good prices.')
    his.write('They roast well. Good prices.')
    await expect.poll(() => hers.read(), soon).toBe('They roast well. Good prices.')
    await synced(dao, bea)
    expect(await dao.field(id, note)).toBe('They roast well. Good prices.')
    expect(await bea.field(id, note)).toBe('They roast well. Good prices.')
  })

  test('keeps a cursor between the same letters while somebody types before it', async () => {
    const { dao, bea, id } = await twoPeople()
    const [hers, his] = [(await aPage(dao, id)).text(note), (await aPage(bea, id)).text(note)]
    let at = 'They '.length
    his.listen((_, moved) => (at = moved(at)))
    hers.write('Yes. They roast.')
    await expect.poll(() => at, soon).toBe('Yes. They '.length)
  })

  test('takes back what this person typed, and leaves the other’s words', async () => {
    const { dao, bea, id } = await twoPeople()
    const [hers, his] = [(await aPage(dao, id)).text(note), (await aPage(bea, id)).text(note)]
    hers.write('They roast. Hers.')
    await expect.poll(() => his.read(), soon).toBe('They roast. Hers.')
    his.write('His. They roast. Hers.')
    await expect.poll(() => hers.read(), soon).toBe('His. They roast. Hers.')
    hers.undo()
    await expect.poll(() => his.read(), soon).toBe('His. They roast.')
    hers.redo()
    await expect.poll(() => his.read(), soon).toBe('His. They roast. Hers.')
  })

  test('L11 holds all 1,000 letters that two people typed offline, 500 each', async () => {
    const { dao, bea, id } = await twoPeople()
    const [hers, his] = [(await aPage(dao, id)).text(note), (await aPage(bea, id)).text(note)]
    await Promise.all([dao.goOffline(), bea.goOffline()])
    for (let i = 1; i <= 500; i += 1) {
      hers.write(`${'a'.repeat(i)}They roast.`)
      his.write(`${'b'.repeat(i)}They roast.`)
    }
    await expect.poll(() => bea.field(id, note), soon).toBe(`${'b'.repeat(500)}They roast.`)
    dao.comeBack()
    bea.comeBack()
    await expect.poll(() => hers.read().length, soon).toBe(1_000 + 'They roast.'.length)
    await expect.poll(() => his.read(), soon).toBe(hers.read())
    await synced(dao, bea)
    expect(hers.read()).toMatch(/^(a{500}b{500}|b{500}a{500})They roast\.$/)
    expect([await dao.field(id, note), await bea.field(id, note)]).toEqual([hers.read(), hers.read()])
  })
})

describe('an open note', () => {
  test('takes what was written elsewhere, and a field that changes meanwhile', async () => {
    const { dao, bea, id } = await twoPeople()
    const page = await aPage(dao, id)
    await bea.set(id, note, 'They roast well.')
    await expect.poll(() => page.text(note).read(), soon).toBe('They roast well.')
    await dao.set(id, 'industry', 'Coffee')
    page.text(note).write('They roast well. Yes.')
    await expect.poll(() => bea.field(id, note), soon).toBe('They roast well. Yes.')
    expect([await bea.field(id, 'industry'), page.ends]).toEqual(['Coffee', []])
  })

  test('is one line of the history for each sitting, with the wording before it', async () => {
    const { dao, bea, id, clock } = await twoPeople()
    const page = await aPage(dao, id)
    const linesOf = async ({ engine }: Pick<typeof dao, 'engine'>) =>
      (await engine.record(id))?.history.filter(({ path }) => path === note).map(({ before, byId }) => [before, byId]) ?? []
    for (const text of ['They roast. A', 'They roast. A b', 'They roast. A b c']) page.text(note).write(text)
    await expect.poll(() => bea.field(id, note), soon).toBe('They roast. A b c')
    const author = (await dao.engine.team())?.memberId
    expect(await linesOf(bea)).toEqual([['They roast.', author]])
    clock.advance(600_000)
    page.text(note).write('They roast.')
    await expect.poll(() => dao.field(id, note), soon).toBe('They roast.')
    expect(await linesOf(dao)).toEqual([
      ['They roast. A b c', author],
      ['They roast.', author],
    ])
  })

  test('that is opened and left adds nothing to what is sent', async () => {
    const { dao, id } = await twoPeople()
    const before = (await dao.engine.diagnostics()).lastCommit
    const page = await aPage(dao, id)
    page.text(note).write('They roast. Yes.')
    await expect.poll(() => dao.field(id, note), soon).toBe('They roast. Yes.')
    await page.leave()
    const after = (await dao.engine.diagnostics()).lastCommit
    expect(after).toBe(before + 1)
    const again = await aPage(dao, id)
    expect(again.text(note).read()).toBe('They roast. Yes.')
    await again.leave()
    expect((await dao.engine.diagnostics()).lastCommit).toBe(after)
  })

  test('keeps what was typed just before it is left', async () => {
    const { dao, id } = await twoPeople()
    const page = await aPage(dao, id)
    page.text(note).write('They roast. Quick!')
    await page.leave()
    expect(await dao.field(id, note)).toBe('They roast. Quick!')
  })

  test('that could not be kept is dropped, and holds what is stored when it is opened again', async () => {
    const { dao, id } = await twoPeople()
    const page = await aPage(dao, id)
    page.text(note).write('x'.repeat(800 * 1024))
    await expect.poll(() => page.ends, soon).toEqual(['refused'])
    expect((await aPage(dao, id)).text(note).read()).toBe('They roast.')
  })

  test('is open once in a tab: who opens it again goes on from all that was typed', async () => {
    const { dao, id } = await twoPeople()
    const first = await aPage(dao, id)
    first.text(note).write('They roast. One.')
    const second = await aPage(dao, id)
    await expect.poll(() => first.ends, soon).toEqual(['replaced'])
    second.text(note).write('They roast. One. Two.')
    await expect.poll(() => dao.field(id, note), soon).toBe('They roast. One. Two.')
  })

  test('is nothing where the person may not write, or the record is not there', async () => {
    const { bea } = await twoPeople()
    const { port2 } = new MessageChannel()
    const [workspace] = valueOf(await bea.engine.held())
    const id = valueOf(await bea.engine.open(must(workspace, 'one').id)).workspace.id
    expect(await bea.engine.enterRoom(id, port2)).toBeNull()
    expect(await bea.engine.enterRoom(bea.profile.makeId('company'), port2)).toBeNull()
    port2.close()
  })
})

test('a room ends with its workspace', async () => {
  const { dao, id, clock } = await twoPeople()
  const page = await aPage(dao, id)
  const [workspace] = valueOf(await dao.engine.held())
  await dao.engine.discard(must(workspace, 'one').id)
  clock.advance(10_001)
  await expect.poll(() => page.ends, soon).toEqual(['left'])
})

describe('alone', () => {
  test('without a relay, and in the sample, a note is typed and kept as ever', async () => {
    const { engine } = await startedIn(createProfile())
    for (const begin of ['workspace', 'sample']) {
      if (begin === 'sample') valueOf(await engine.startSample({ locale: 'en', timeZone: 'Asia/Bangkok' }))
      const profile = createProfile(7)
      const id = profile.makeId('company')
      valueOf(await engine.create({ id, values: { name: 'Lotus', description: 'They roast.' } }))
      const page = await aPage({ engine }, id)
      page.text(note).write('They roast. Alone.')
      await page.leave()
      expect((await engine.record(id))?.fields[note]).toBe('They roast. Alone.')
    }
  })

  test('two tabs of one person show each other’s letters', async () => {
    const { dao, id } = await twoPeople()
    const other = aPhone(dao.profile)
    const [workspace] = valueOf(await other.engine.held())
    valueOf(await other.engine.open(must(workspace, 'one').id))
    const [here, there] = [await aPage(dao, id), await aPage(other, id)]
    here.text(note).write('They roast. Here.')
    await expect.poll(() => there.text(note).read(), soon).toBe('They roast. Here.')
    there.text(note).write('They roast. Here. There.')
    await expect.poll(() => here.text(note).read(), soon).toBe('They roast. Here. There.')
    expect([here.ends, there.ends]).toEqual([[], []])
  })
})
