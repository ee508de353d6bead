import { moneyOf } from '../../core/money.ts'
import { inTurn, itemsOf, pastInstant, type SampleOf, type Setting } from './setting.ts'

/** Who asked lately: how far each has come, where they heard of us, and how many days ago that was. */
const ASKED = [
  { status: 'new', source: 'web', rating: null, days: 0 },
  { status: 'new', source: 'referral', rating: 'hot', days: 1 },
  { status: 'new', source: 'social', rating: null, days: 2 },
  { status: 'working', source: 'event', rating: 'warm', days: 5 },
  { status: 'working', source: 'call', rating: 'hot', days: 6 },
  { status: 'nurturing', source: 'ad', rating: 'cold', days: 24 },
  { status: 'qualified', source: 'partner', rating: 'hot', days: 12 },
  { status: 'unqualified', source: 'web', rating: 'cold', days: 18 },
] as const
/** Names and numbers that no contact has. */
const APART = 157

export const makeLeads = (setting: Setting): SampleOf<'lead'>[] => {
  const { words, random, newId, today, reps } = setting
  const machine = Math.max(...words.products.map(([, price]) => price))
  return ASKED.map(({ status, source, rating, days }, n) => {
    const [family, given] = [inTurn(words.families, APART + n), inTurn(words.givens, 11 * (APART + n))]
    const trade = inTurn(words.trades, n + 3)
    const at = pastInstant(setting, today - days)
    return {
      entity: 'lead',
      id: newId('lead'),
      at,
      fields: {
        name: { family: family.native, given: given.native },
        companyName: n % 4 === 2 ? null : words.shortName(inTurn(words.stems, 39 + n).native, trade.trade),
        jobTitle: inTurn(words.titles, n),
        industry: trade.industry,
        phones: itemsOf(random, [{ value: words.phone((37 * (APART + n) + 113) % 1_000), kind: words.phoneKind, primary: true }]),
        emails: itemsOf(random, [{ value: `${given.latin}.${family.latin}@example.com`, kind: 'work' as const, primary: true }]),
        source,
        status,
        rating,
        unqualifiedReason: status === 'unqualified' ? 'noBudget' : null,
        expectedAmount: n % 2 === 0 ? null : moneyOf(Math.round(machine * (0.2 + n / 5)), words.currency),
        firstResponseAt: status === 'new' ? null : at,
        ownerId: inTurn(reps, n),
      },
    }
  })
}
