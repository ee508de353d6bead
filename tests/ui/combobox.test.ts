import { expect, test } from 'vitest'
import { newest } from '../../src/ui/fields/combobox.ts'

test('an answer that comes after a newer question was asked is dropped', async () => {
  const taken: string[] = []
  const take = newest((answer: string) => taken.push(answer))
  const slow = Promise.withResolvers<string>()
  take(slow.promise)
  take(Promise.resolve('Acme'))
  slow.resolve('Ac')
  await slow.promise
  await Promise.resolve()

  expect(taken).toEqual(['Acme'])
})
