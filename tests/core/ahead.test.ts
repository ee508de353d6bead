import { expect, test } from 'vitest'
import { askedAhead } from '../../src/core/ahead.ts'

const soon = () => new Promise((resolve) => setTimeout(resolve, 1))

test('answers come in order, and no more than so many are asked for at a time', async () => {
  let open = 0
  let most = 0
  const ask = async (n: number) => {
    most = Math.max(most, (open += 1))
    // The later ones are the quicker.
    for (let i = n; i < 8; i += 1) await soon()
    open -= 1
    return n * n
  }
  const got: (readonly [number, number])[] = []
  for await (const pair of askedAhead([1, 2, 3, 4, 5, 6, 7], 3, ask)) got.push(pair)
  expect(got).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => [n, n * n]))
  expect(most).toBe(3)
})

test('what fails is told in its turn, and whoever stops before hears nothing of it', async () => {
  const ask = (n: number) => (n === 2 ? Promise.reject(new Error('two')) : soon().then(() => n))
  const got: number[] = []
  const all = async () => {
    for await (const [, answer] of askedAhead([1, 2, 3], 3, ask)) got.push(answer)
  }
  await expect(all()).rejects.toThrow('two')
  expect(got).toEqual([1])
  for await (const [one] of askedAhead([1, 2, 3], 3, ask)) if (one === 1) break
})
