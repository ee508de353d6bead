import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartOf, makesCircle, type Branch, type Reporting } from '../../src/domain/contact/orgchart.ts'

const people = (...pairs: readonly (readonly [id: string, managerId: string | null])[]): Reporting[] =>
  pairs.map(([id, managerId]) => ({ id, managerId }))
const idsIn = (branches: readonly Branch[]): string[] => branches.flatMap(({ id, reports }) => [id, ...idsIn(reports)])
const drawn = (branches: readonly Branch[]): unknown =>
  branches.map(({ id, reports }) => (reports.length === 0 ? id : [id, drawn(reports)]))

test('S17 everybody stands beneath who they report to, and a manager of another company counts for none', () => {
  expect(drawn(chartOf(people(['ann', null], ['ben', 'ann'], ['cho', 'ben'], ['dee', 'elsewhere'], ['eve', 'ann'])))).toEqual([
    ['ann', [['ben', ['cho']], 'eve']],
    'dee',
  ])
})

test('S17 a circle that two devices made apart is cut at the same place by all, and marked there', () => {
  const circle = people(['cho', 'ben'], ['ben', 'ann'], ['ann', 'cho'], ['dee', 'ben'])
  const chart = chartOf(circle)
  expect(drawn(chart)).toEqual([['ann', [['ben', ['cho', 'dee']]]]])
  expect(chart[0]?.isCircle).toBe(true)
  expect(chart[0]?.reports[0]?.isCircle).toBe(false)
})

test('S17 whoever reports to whomever, everybody is drawn exactly once', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const someone = fc.record({ id, managerId: fc.option(id) })
  fc.assert(
    fc.property(fc.uniqueArray(someone, { selector: ({ id }) => id }), (all) => {
      expect(idsIn(chartOf(all)).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
    }),
  )
})

test('S17 nobody can be given a manager who reports to them', () => {
  const managers = new Map([
    ['cho', 'ben'],
    ['ben', 'ann'],
  ])
  const managerOf = (id: string) => managers.get(id) ?? null
  expect(makesCircle('ann', 'cho', managerOf)).toBe(true)
  expect(makesCircle('ann', 'ann', managerOf)).toBe(true)
  expect(makesCircle('cho', 'ann', managerOf)).toBe(false)
})
