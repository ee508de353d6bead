import type { Id } from '../../core/ids.ts'
import { pickFrom } from '../../core/random.ts'
import type { Activity } from '../activity/activity.ts'
import type { Customer } from './customers.ts'
import { between, chance, inTurn, pastInstant, weighted, workday, workingInstant, type SampleOf, type Setting } from './setting.ts'
import { filled } from './words.ts'

const ACTIVITIES = 1_200
const PLANNED = 70
const OVERDUE = 25
/** Of each deal's own story. */
const PER_DEAL = 5

const KINDS = ['call', 'email', 'message', 'meeting', 'visit', 'task', 'note'] as const
const HOW_OFTEN = [34, 24, 12, 9, 9, 8, 4]

/** What they are about, on a day: calls, visits and mail of two years, some still to come, some late. */
export const makeActivities = (
  setting: Setting,
  customers: readonly Customer[],
  deals: readonly SampleOf<'deal'>[],
): SampleOf<'activity'>[] => {
  const byCompany = new Map(customers.map((customer) => [customer.companyId, customer]))
  const open = deals.filter(({ fields }) => fields.closedAt == null)
  const ofDeals = deals.flatMap((deal) => Array.from({ length: PER_DEAL }, () => dealDay(setting, deal)))
  const coming = Array.from({ length: PLANNED }, (_, n) => ({ deal: inTurn(open, n), day: workday(setting.today + 1 + (n % 21)) }))
  const late = Array.from({ length: OVERDUE }, (_, n) => ({ deal: inTurn(open, 3 * n), day: setting.today - 1 - (n % 12) }))
  const ofCustomers = Array.from({ length: ACTIVITIES - ofDeals.length - PLANNED - OVERDUE }, () => customerDay(setting, customers))

  const withCustomer = ({ deal, day }: { deal: SampleOf<'deal'>; day: number }) => ({
    customer: byCompany.get(deal.fields.companyId ?? null) ?? null,
    dealId: deal.id,
    day,
  })
  return [
    ...[...ofDeals.map(withCustomer), ...ofCustomers].map((about) => done(setting, about)),
    ...late.map(withCustomer).map((about) => planned(setting, about)),
    ...coming.map(withCustomer).map((about) => planned(setting, about)),
  ]
}

interface About {
  readonly customer: Customer | null
  readonly dealId: Id | null
  readonly day: number
}

const dealDay = ({ random, today }: Setting, deal: SampleOf<'deal'>) => {
  const to = dayOfInstant(deal.fields.closedAt ?? Infinity, today)
  const from = Math.min(to, dayOfInstant(deal.at, today))
  return { deal, day: workday(Math.floor(between(random, from, to))) }
}

/** Near enough to lay an activity between two others: days since 1970 of an instant, today at most. */
const dayOfInstant = (instant: number, today: number): number => Math.min(Math.floor(instant / 86_400_000), today)

/** Those who buy more hear from us more, and who left hears nothing for its last months. */
const customerDay = ({ random, today }: Setting, customers: readonly Customer[]): About => {
  const customer =
    customers[
      weighted(
        random,
        customers.map(({ weight }) => weight + 0.05),
      )
    ] ?? null
  const from = Math.min(customer?.firstDay ?? today - 300, today - 5)
  const to = Math.min(customer?.lastDay ?? today, today)
  return { customer, dealId: null, day: workday(Math.floor(between(random, from, to))) }
}

const done = (setting: Setting, { customer, dealId, day }: About): SampleOf<'activity'> => {
  const { random } = setting
  const kind = KINDS[weighted(random, HOW_OFTEN)] ?? 'call'
  const startAt = pastInstant(setting, day)
  const outcome = kind === 'call' ? pickFrom(random, OUTCOMES) : null
  const missed = kind === 'meeting' && chance(random, 0.08)
  return {
    entity: 'activity',
    id: setting.newId('activity'),
    at: startAt,
    fields: {
      ...common(setting, kind, customer, dealId),
      status: missed ? pickFrom(random, ['cancelled', 'noShow'] as const) : 'done',
      startAt,
      durationSec: lengthOf(setting, kind),
      direction: kind === 'note' || kind === 'task' ? 'internal' : pickFrom(random, ['out', 'out', 'in'] as const),
      outcome,
      body: noteOn(setting, outcome),
    },
  }
}

const OUTCOMES = ['reached', 'reached', 'interested', 'noAnswer', 'callback', 'busy'] as const

/** What was said, where somebody wrote it down; a call that nobody took says so. */
const noteOn = ({ words, random }: Setting, outcome: Activity['outcome']): string => {
  const product = pickFrom(random, words.products)[0]
  if (outcome === 'noAnswer' || outcome === 'busy') return chance(random, 0.6) ? (words.notes.at(-1) ?? '') : ''
  return chance(random, 0.35) ? filled(pickFrom(random, words.notes.slice(0, -1)), { company: '', product }) : ''
}

const planned = (setting: Setting, { customer, dealId, day }: About): SampleOf<'activity'> => {
  const kind = pickFrom(setting.random, ['task', 'call', 'call', 'meeting', 'visit'] as const)
  const when = workingInstant(setting, day)
  return {
    entity: 'activity',
    id: setting.newId('activity'),
    at: Math.min(when, setting.now) - 2 * 86_400_000,
    fields: { ...common(setting, kind, customer, dealId), status: 'planned', startAt: kind === 'task' ? null : when, dueAt: when },
  }
}

const common = (setting: Setting, kind: Activity['kind'], customer: Customer | null, dealId: Id | null) => {
  const { words, random, reps } = setting
  const names = { company: customer?.name ?? '', product: pickFrom(random, words.products)[0] }
  const contactId = customer ? pickFrom(random, customer.contactIds) : null
  return {
    kind,
    subject: filled(pickFrom(random, words.subjects[kind]), names),
    priority: pickFrom(random, ['normal', 'normal', 'normal', 'high', 'low'] as const),
    channel: channelOf(setting, kind),
    // The company first: whose story it belongs to.
    regardingIds: [customer?.companyId, contactId, dealId].filter((id) => id != null),
    assigneeId: pickFrom(random, reps),
    ownerId: pickFrom(random, reps),
  }
}

const channelOf = ({ words }: Setting, kind: Activity['kind']): Activity['channel'] => {
  switch (kind) {
    case 'call':
      return 'phone'
    case 'email':
      return 'email'
    case 'message':
      return words.channel === 'email' ? 'sms' : words.channel
    case 'visit':
    case 'meeting':
      return 'onsite'
    default:
      return null
  }
}

/** Seconds. */
const lengthOf = ({ random }: Setting, kind: Activity['kind']): number | null => {
  if (kind === 'call') return Math.round(between(random, 40, 900))
  return kind === 'meeting' || kind === 'visit' ? 900 * Math.round(between(random, 2, 6)) : null
}
