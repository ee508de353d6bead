import { dayOfNumber, type Day, type Instant } from '../../core/day.ts'
import type { Id } from '../../core/ids.ts'
import { moneyOf, priceOf } from '../../core/money.ts'
import { randomFrom } from '../../core/random.ts'
import type { TimeZone } from '../../core/zone.ts'
import type { EntityName } from '../entities.ts'
import { periodAround } from '../goal/periods.ts'
import { makeActivities } from './activities.ts'
import { catalog } from './catalog.ts'
import { makeCustomers } from './customers.ts'
import { makeDeals, makePipeline } from './deals.ts'
import { sampleWords, type SampleLocale } from './languages.ts'
import { makeLeads } from './leads.ts'
import { metIn, placed, purchasesIn } from './lifecycle.ts'
import { makeOrders } from './orders.ts'
import { makeStakeholders } from './stakeholders.ts'
import { firstDayOf, pastInstant, settingOf, type SampleOf, type SampleRecord, type Setting } from './setting.ts'

interface Wish {
  readonly seed: number
  readonly today: Day
  readonly now: Instant
  readonly timeZone: TimeZone
  readonly locale: SampleLocale
  readonly newId: (entity: EntityName) => Id
  /** Who looks around: some of the work is theirs, so that Today is not empty. */
  readonly me?: Id
}

/**
 * The workspace of "Look around": a coffee roaster's book of two years, in the manner of the person's country. The same wish gives the same records.
 * Planted for the insights to find: growth and season, one product in decline, a key customer gone silent, a stage where deals lie, three duplicates.
 */
export const makeSample = async ({ seed, locale, me, ...given }: Wish): Promise<SampleRecord[]> => {
  const words = await sampleWords(locale, given.timeZone)
  const empty = settingOf({ ...given, words, random: randomFrom(seed) })
  const start = pastInstant(empty, firstDayOf(empty) - 40)

  const members = makeMembers(empty, start, me)
  const setting = { ...empty, reps: [...(me === undefined ? [] : [me]), ...members.slice(1).map(({ id }) => id)] }
  const [pipeline, ...stages] = makePipeline(setting, start)
  const products = makeProducts(setting, start)
  const { companies, contacts, customers } = makeCustomers(setting)
  const deals = makeDeals(setting, stages, customers)
  const orders = makeOrders(setting, products, customers)
  const activities = makeActivities(setting, customers, deals)
  const purchases = purchasesIn(orders)
  const met = metIn(activities)
  const leads = makeLeads(setting)
  const stakeholders = await makeStakeholders(deals, customers)
  return [
    makeWorkspace(setting, start),
    ...members,
    pipeline,
    ...stages,
    ...products,
    ...companies.map((company) => placed(setting, company, purchases, met)),
    ...contacts.map((contact) => placed(setting, contact, purchases, met)),
    ...leads,
    ...deals,
    ...stakeholders,
    ...orders,
    ...activities,
    makeGoal(setting, start),
  ]
}

const makeWorkspace = ({ words, newId, timeZone }: Setting, at: Instant): SampleOf<'workspace'> => ({
  entity: 'workspace',
  id: newId('workspace'),
  at,
  fields: {
    name: words.workspace,
    locale: words.locale,
    country: words.country,
    timeZone,
    baseCurrency: words.currency,
    weekStart: words.weekStart,
    isSample: true,
  },
})

/** What everybody is to win in this quarter, called as the stage is. */
const makeGoal = ({ words, newId, today }: Setting, at: Instant): SampleOf<'goal'> => {
  const [startDay, endDay] = periodAround(dayOfNumber(today), 'quarter')
  const machine = Math.max(...words.products.map(([, price]) => price))
  return {
    entity: 'goal',
    id: newId('goal'),
    at,
    fields: { name: words.stages[5], metric: 'wonAmount', startDay, endDay, target: machine * 20 },
  }
}

/** One who leads, and is whoever looks around, and three who sell. */
const makeMembers = ({ words, newId }: Setting, at: Instant, me: Id | undefined): SampleOf<'member'>[] =>
  (['manager', 'rep', 'rep', 'rep'] as const).map((role, i) => {
    const family = words.families.at(-1 - i)
    const given = words.givens.at(-1 - i)
    const parts = [given, family].map((word) => word?.native ?? '')
    const isFamilyFirst = ['zh-CN', 'zh-TW', 'ko'].includes(words.locale)
    return {
      entity: 'member',
      id: i === 0 && me !== undefined ? me : newId('member'),
      at,
      fields: {
        name: isFamilyFirst ? parts.toReversed().join('') : parts.join(' '),
        email: `${given?.latin ?? ''}.${family?.latin ?? ''}@example.com`,
        role,
        locale: words.locale,
      },
    }
  })

const makeProducts = ({ words, newId }: Setting, at: Instant): SampleOf<'product'>[] =>
  catalog.map(({ code, category, kind, unit }, i) => {
    const [name, price] = words.products[i] ?? [code, 0]
    return {
      entity: 'product',
      id: newId('product'),
      at,
      fields: {
        name,
        code,
        category: words.categories[category],
        kind,
        unit: words.units[unit],
        listPrice: priceOf(moneyOf(price, words.currency)),
        active: true,
      },
    }
  })
