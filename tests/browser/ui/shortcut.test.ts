import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { listen } from '../../../src/ui/shortcut.ts'

let end = (): void => undefined

const heardIn = () => {
  const heard: string[] = []
  end = listen({ 'Mod+Z': () => heard.push('undo'), 'Mod+K': () => heard.push('search'), c: () => heard.push('create') })
  return heard
}

afterEach(() => {
  end()
  document.body.replaceChildren()
})

test('Ctrl+Z takes back the last step, but in a text field the letters one wrote', async () => {
  const heard = heardIn()
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(heard).toEqual(['undo'])

  const input = document.body.appendChild(document.createElement('input'))
  input.focus()
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(heard).toEqual(['undo'])
})

test('a letter alone is a shortcut only where nobody writes; Ctrl+K works everywhere', async () => {
  const heard = heardIn()
  const input = document.body.appendChild(document.createElement('input'))
  input.focus()
  await userEvent.keyboard('c')
  expect(input.value).toBe('c')
  await userEvent.keyboard('{Control>}k{/Control}')
  input.blur()
  await userEvent.keyboard('c')
  expect(heard).toEqual(['search', 'create'])
})

test('what a key does to the page it does not do behind a sheet', async () => {
  const heard = heardIn()
  const sheet = document.body.appendChild(document.createElement('dialog'))
  sheet.showModal()
  await userEvent.keyboard('c{Control>}k{/Control}')
  expect(heard).toEqual([])
  sheet.close()
  await userEvent.keyboard('c')
  expect(heard).toEqual(['create'])
})

const press = (key: string, code: string, held: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...held }))

test('U8 Ctrl+K, C and ? work on a Thai and on a Korean keyboard, by the place of the key', () => {
  const heard: string[] = []
  end = listen({ 'Mod+K': () => heard.push('search'), c: () => heard.push('create'), '?': () => heard.push('keys') })
  press('า', 'KeyK', { ctrlKey: true })
  press('แ', 'KeyC')
  press('ฦ', 'Slash', { shiftKey: true })
  press('ㅏ', 'KeyK', { ctrlKey: true })
  press('ㅊ', 'KeyC')
  press('?', 'Slash', { shiftKey: true })
  expect(heard).toEqual(['search', 'create', 'keys', 'search', 'create', 'keys'])
  press('ฝ', 'Slash')
  expect(heard).toHaveLength(6)
})

test('U8 a layout of Latin letters says itself which letter it means: Dvorak’s K is not where QWERTY has it', () => {
  const heard = heardIn()
  press('t', 'KeyK', { ctrlKey: true })
  expect(heard).toEqual([])
  press('k', 'KeyV', { ctrlKey: true })
  expect(heard).toEqual(['search'])
})
