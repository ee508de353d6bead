import { expect, test } from 'vitest'
import { clockSource } from '../../src/core/clock.ts'
import { company } from '../../src/domain/company/company.ts'
import type { Author } from '../../src/store/change.ts'
import { edit, merge, readWhole } from '../../src/store/document.ts'
import { create } from '../../src/store/record.ts'
import type { State } from '../../src/store/state.ts'
import { writersIn } from '../../src/store/writers.ts'
import { valueOf } from './companies.ts'
import { NOON } from './world.ts'

const author = (writer: number): Author => ({ writer, clock: clockSource(() => NOON, 0) })
const typed = (state: State, by: Author, description: string) =>
  valueOf(edit(company, state, [{ path: 'description', value: description }], by))
const textOf = (state: State): unknown => readWhole(company, state).fields['description']

test('a text that builds on words which are not here yet waits, and goes out with nobody else’s edit', () => {
  const [dao, bea, chai] = [author(1), author(2), author(3)]
  const made = valueOf(create(company, { name: 'Siam Beans' }, 1, dao))
  const first = typed(made.state, dao, 'one')
  const second = typed(first.state, bea, 'one two')
  const early = merge(made.state, second)
  expect(textOf(early)).toBe('')
  const own = typed(early, chai, 'three')
  expect(writersIn(own)).toEqual([3])
  const late = merge(own.state, first)
  expect(textOf(late)).toMatch(/one two/)
  expect(textOf(late)).toMatch(/three/)
  expect(textOf(merge(merge(second.state, own), first))).toBe(textOf(late))
})
