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
