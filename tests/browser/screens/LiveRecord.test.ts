import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { must } from '../../../src/core/result.ts'
import { connect, type Client } from '../../../src/engine/client.ts'
import { enterRoom } from '../../../src/engine/rooms/enter.ts'
import { pageOf } from '../../../src/screens/pages.ts'
import { book } from '../../../src/screens/book.svelte.ts'
import Here from '../../../src/screens/records/live/Here.svelte'
import RecordPage from '../../../src/screens/records/RecordPage.svelte'
import { openRoomDocument, type Peer, type RoomDocument } from '../../../src/sync/rooms/document.ts'
import { valueOf } from '../../engine/wanted.ts'
import { openWorkspace, type OpenWorkspace } from './workspace.ts'

let workspace: OpenWorkspace
let ends: (() => unknown)[]
beforeEach(async () => {
  ends = []
  await page.viewport(390, 844)
  workspace = await openWorkspace()
})
afterEach(async () => {
  for (const end of ends) await end()
  await workspace.end()
})

const note = () => page.getByLabelText('Notes', { exact: true })
const area = () => note().element() as HTMLTextAreaElement // what the label names
const fieldsOf = async (id: string) => must(await workspace.client.call('record', id), id).fields

/** The company's page, once its note may be typed into by several. */
const show = async (): Promise<string> => {
  const id = await workspace.add('company', { name: 'Lotus', description: 'They roast.' })
  await render(RecordPage, { area: must(pageOf('company'), 'companies'), id })
  await expect.element(note()).toHaveValue('They roast.')
  await expect.poll(() => note().element().closest('.note')).not.toBeNull()
  return id
}

/** Another tab of this person, with the record open in it. */
const anotherTab = async (id: string): Promise<RoomDocument> => {
  const worker = new Worker(new URL('../../../src/engine/worker.ts', import.meta.url), { type: 'module' })
  const client: Client = connect({
    start: () => worker,
    reopen: () => Promise.resolve(),
    onNotice: () => undefined,
    onTold: () => undefined,
    onTrouble: () => undefined,
  })
  valueOf(await client.call('open', book().opened.id))
  const room = await openRoomDocument({
    enter: () => enterRoom(client, id),
    onDropped: () => undefined,
    revive: () => client.call('ping'),
  })
  const opened = must(room, 'a room')
  ends.push(opened.leave, () => worker.terminate())
  return opened
}

describe('a note', () => {
  test('is kept while it is typed', async () => {
    const id = await show()
    await userEvent.fill(note(), 'They roast well.')
    await expect.poll(async () => (await fieldsOf(id))['description']).toBe('They roast well.')
    await expect.element(page.getByRole('region', { name: 'History' }).getByText('They roast well.', { exact: true })).toBeVisible()
  })

  test('shows what is typed elsewhere, and leaves the cursor between its letters', async () => {
    const id = await show()
    const other = await anotherTab(id)
    await userEvent.click(note())
    area().setSelectionRange(5, 10)
    other.text('description').write('Oh yes. They roast.')
    await expect.element(note()).toHaveValue('Oh yes. They roast.')
    expect([area().selectionStart, area().selectionEnd]).toEqual([13, 18])
    await userEvent.keyboard('{End}!')
    await expect.poll(() => other.text('description').read()).toBe('Oh yes. They roast.!')
  })

  test('is taken back letter by letter, without what came from elsewhere', async () => {
    const id = await show()
    const other = await anotherTab(id)
    await userEvent.click(note())
    await userEvent.keyboard('{End} Ours.')
    await expect.poll(() => other.text('description').read()).toBe('They roast. Ours.')
    other.text('description').write('Yes. They roast. Ours.')
    await expect.element(note()).toHaveValue('Yes. They roast. Ours.')
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(note()).toHaveValue('Yes. They roast.')
    await userEvent.keyboard('{Control>}y{/Control}')
    await expect.element(note()).toHaveValue('Yes. They roast. Ours.')
  })

  test('waits for a syllable that is being put together, and then holds both', async () => {
    const id = await show()
    const other = await anotherTab(id)
    await userEvent.click(note())
    const field = area()
    field.dispatchEvent(new CompositionEvent('compositionstart'))
    field.value = 'They roast.한'
    field.dispatchEvent(new InputEvent('input', { isComposing: true }))
    other.text('description').write('Yes. They roast.')
    await other.leave()
    await expect.poll(async () => (await fieldsOf(id))['description']).toBe('Yes. They roast.')
    expect(field.value).toBe('They roast.한')
    field.value = 'They roast.한국'
    field.dispatchEvent(new CompositionEvent('compositionend'))
    await expect.element(note()).toHaveValue('Yes. They roast.한국')
    await expect.poll(async () => (await fieldsOf(id))['description']).toBe('Yes. They roast.한국')
    expect(field.selectionStart).toBe(field.value.length)
  })

  test('that is in hand while the room opens is finished as it was begun', async () => {
    const id = await workspace.add('company', { name: 'Lotus', description: 'They roast.' })
    await render(RecordPage, { area: must(pageOf('company'), 'companies'), id })
    await expect.element(note()).toHaveValue('They roast.')
    if (note().element().closest('.note') === null) await userEvent.fill(note(), 'They roast. Early.')
    else await userEvent.fill(note(), 'They roast. Early.')
    area().blur()
    await expect.poll(async () => (await fieldsOf(id))['description']).toBe('They roast. Early.')
    await expect.element(note()).toHaveValue('They roast. Early.')
  })
})

describe('a field that somebody is in', () => {
  test('is outlined with their name, and no more when they leave', async () => {
    const id = await show()
    const other = await anotherTab(id)
    other.place({ field: 'name', anchor: null, head: null })
    const words = page.getByText('Dao · editing')
    await expect.element(words).toBeVisible()
    expect(
      words
        .element()
        .closest('.taken')
        ?.contains(page.getByLabelText('Name', { exact: true }).element()),
    ).toBe(true)
    await other.leave()
    await expect.poll(() => words.query()).toBeNull()
  })

  test('shows their cursor with their name, where it is', async () => {
    const id = await show()
    const other = await anotherTab(id)
    other.place({ field: 'description', anchor: 5, head: 5 })
    const caret = () => note().element().parentElement?.querySelector('.caret')
    await expect.poll(() => caret()?.textContent).toBe('Dao')
    const left = () => caret()?.getBoundingClientRect().left ?? 0
    const before = left()
    other.text('description').write('Oh. They roast.')
    await expect.element(note()).toHaveValue('Oh. They roast.')
    await expect.poll(() => left()).toBeGreaterThan(before)
  })

  test('tells the others where this person is', async () => {
    const id = await show()
    const other = await anotherTab(id)
    const place = () => other.peers()[0]?.place ?? null
    await userEvent.click(page.getByLabelText('Name', { exact: true }))
    await expect.poll(place).toEqual({ field: 'name', anchor: null, head: null })
    await userEvent.click(note())
    area().setSelectionRange(5, 10, 'backward')
    await expect.poll(place).toEqual({ field: 'description', anchor: 10, head: 5 })
    area().blur()
    await expect.poll(place).toBeNull()
  })
})

test('who is here is shown by three names and how many more, once each, without oneself', async () => {
  const names = ['Ann', 'Bea', 'Chai', 'Dee', 'Eun']
  const peers = [...names, 'Ann'].map((name, client): Peer => ({ client, memberId: `member_${name}`, name, place: null }))
  const own: Peer = { client: 99, memberId: book().opened.memberId, name: 'Dao', place: null }
  await render(Here, { live: { room: null, peers: [own, ...peers], place: () => undefined } })
  const list = page.getByRole('list', { name: 'Also here' })
  await expect.element(list).toBeVisible()
  expect([...list.element().children].map((item) => item.querySelector('span:last-child')?.textContent)).toEqual([
    'Ann',
    'Bea',
    'Chai',
    '+2',
  ])
})
