import { entityOf, type Id } from '../../core/ids.ts'
import { bought } from '../order/order.ts'
import { customersAsk, customersIn, ledOn } from './lifecycle.ts'
import { idsIn, type Happening, type Known, type Rule } from './rule.ts'

const early: readonly string[] = ['', 'prospect']
const unmet: readonly unknown[] = ['noAnswer', 'busy', 'voicemail', 'wrongNumber']

/** Whether both sides took part: who was not reached, or was only written to, has said nothing yet. */
const isTwoWay = ({ kind, status, outcome, direction }: Happening['after']): boolean => {
  if (status !== 'done') return false
  if (kind === 'email' || kind === 'message') return direction === 'in'
  return kind === 'meeting' || kind === 'visit' || (kind === 'call' && !unmet.includes(outcome))
}

/** Whoever has spoken with us is no stranger any more. */
export const engagedBySpeaking: Rule = {
  name: 'engagedBySpeaking',
  hears: ['activity'],
  of: ['status', 'outcome', 'direction'],
  asks: [...customersAsk(), ['contact', ['companyId']], ['deal', ['companyId', 'primaryContactId']]],
  run: (happenings, known) => {
    const spoken = happenings.filter(({ before, after }) => isTwoWay(after) && !(before !== null && isTwoWay(before)))
    const about = spoken.flatMap(({ after }) => [...idsIn(after['regardingIds']), ...idsIn(after['participantIds'])])
    const deals = about.filter((id) => entityOf(id) === 'deal')
    const theirs = deals.flatMap((id) => [known.value(id, 'companyId'), known.value(id, 'primaryContactId')])
    return customersIn(known, [...about, ...theirs]).flatMap((id) => ledOn(known, id, 'engaged', (stage) => early.includes(stage)))
  },
}

const isBought = ({ entity }: Happening, values: Happening['after'] | null, { value }: Known): boolean => {
  if (values === null) return false
  if (entity === 'order') return bought.some((status) => status === values['status'])
  return values['closedAt'] != null && value(String(values['stageId']), 'type') === 'won'
}

/** Deals won before this commit. */
const wonBefore = ({ naming, value }: Known, id: Id): number =>
  naming('deal', entityOf(id) === 'company' ? 'companyId' : 'primaryContactId', id).filter(
    (deal) => value(deal, 'closedAt') !== null && value(String(value(deal, 'stageId')), 'type') === 'won',
  ).length

/** The first purchase wins a customer, another or a renewal keeps them. A deal and its order are one purchase: whichever there are more of count. */
export const wonByBuying: Rule = {
  name: 'wonByBuying',
  hears: ['order', 'deal'],
  of: ['status', 'closedAt'],
  asks: [...customersAsk('orderCount'), ['deal', ['companyId', 'primaryContactId', 'closedAt', 'stageId']], ['stage', ['type']]],
  run: (happenings, known) => {
    const purchases = happenings.filter((one) => isBought(one, one.after, known) && !isBought(one, one.before, known))
    const buyersOf = ({ after }: Happening) => idsIn(['companyId', 'contactId', 'primaryContactId'].map((field) => after[field]))
    return [...new Set(purchases.flatMap(buyersOf))].flatMap((id) => {
      const theirs = purchases.filter((one) => buyersOf(one).includes(id))
      const orders = theirs.filter(({ entity }) => entity === 'order').length
      const count = Math.max(Number(known.value(id, 'orderCount') ?? 0) + orders, wonBefore(known, id) + theirs.length - orders)
      const isKept = count > 1 || theirs.some(({ after }) => after['type'] === 'renewal')
      return isKept ? ledOn(known, id, 'retained', () => true) : ledOn(known, id, 'customer', (stage) => stage !== 'retained')
    })
  },
}
