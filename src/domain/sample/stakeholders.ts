import type { Id } from '../../core/ids.ts'
import { stakeholderId } from '../relation/relation.ts'
import type { Customer } from './customers.ts'
import type { SampleOf } from './setting.ts'

type Part = Pick<SampleOf<'relation'>['fields'], 'role' | 'influence' | 'sentiment'>

/** Who has a say in what is still open: in two deals of three somebody decides, and here and there somebody is against it. */
export const makeStakeholders = async (
  deals: readonly SampleOf<'deal'>[],
  customers: readonly Customer[],
): Promise<SampleOf<'relation'>[]> => {
  const open = deals.filter(({ fields }) => fields.closedAt == null)
  const made = await Promise.all(
    open.map((deal, n) => {
      const people = customers.find(({ companyId }) => companyId === deal.fields.companyId)?.contactIds ?? []
      return Promise.all(people.flatMap((contactId, nth) => partOf(n, nth).map((part) => stakeholder(deal, contactId, part))))
    }),
  )
  return made.flat()
}

/** What the `nth` person of a customer has to do with the deal `n`. */
const partOf = (n: number, nth: number): readonly Part[] => {
  if (nth === 0 && n % 3 !== 2) return [{ role: 'decisionMaker', influence: 5, sentiment: 'positive' }]
  if (nth === 1 && n % 2 === 0) return [{ role: 'champion', influence: 3, sentiment: 'positive' }]
  return nth === 2 && n % 7 === 3 ? [{ role: 'blocker', influence: 2, sentiment: 'negative' }] : []
}

const stakeholder = async ({ id: dealId, at }: SampleOf<'deal'>, contactId: Id, part: Part): Promise<SampleOf<'relation'>> => ({
  entity: 'relation',
  id: await stakeholderId(contactId, dealId),
  at,
  fields: { kind: 'stakeholder', contactId, dealId, ...part },
})
