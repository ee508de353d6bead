import { expect, test } from 'vitest'
import { placeBeside } from '../../src/ui/floats/menu.ts'

test('a menu opens beneath its button, above it where there is no room, and stays in the window', () => {
  const view = { width: 390, height: 844 }
  const menu = { width: 200, height: 300 }

  expect(placeBeside({ left: 20, right: 64, top: 100, bottom: 144 }, menu, view)).toEqual({ left: 20, top: 148 })
  expect(placeBeside({ left: 330, right: 374, top: 700, bottom: 744 }, menu, view)).toEqual({ left: 174, top: 396 })
})
