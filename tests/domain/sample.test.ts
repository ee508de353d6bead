import parsePhoneNumber from 'libphonenumber-js/max'
import { beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { newId } from '../../src/core/ids.ts'
import { dayNumber, dayNumberOf, startOfDay, type Day } from '../../src/core/day.ts'
import { lineAmount } from '../../src/core/money.ts'
import { randomFrom } from '../../src/core/random.ts'
import { entities, type EntityName } from '../../src/domain/entities.ts'
import { totalOf } from '../../src/domain/order/total.ts'
import type { SampleLocale } from '../../src/domain/sample/languages.ts'
import { makeSample } from '../../src/domain/sample/sample.ts'
import type { SampleOf } from '../../src/domain/sample/setting.ts'
import { schemaOf } from '../../src/domain/validator.ts'
import { NO_DAY, NONE, type LineColumns, type OrderColumns } from '../../src/analytics/columns.ts'
import { cohortGrid } from '../../src/analytics/cohorts.ts'
import { productMonths, productTrends } from '../../src/analytics/products.ts'
import { completeSums, revenueByMonth } from '../../src/analytics/revenue.ts'
import { rfm } from '../../src/analytics/rfm.ts'
import { rfmSegments } from '../../src/analytics/segments.ts'
import { trendOf } from '../../src/analytics/trend.ts'

const places = [
  { locale: 'en', timeZone: 'Europe/London', country: 'GB', currency: 'GBP' },
  { locale: 'en', timeZone: 'America/Chicago', country: 'US', currency: 'USD' },
  { locale: 'zh-CN', timeZone: 'Asia/Shanghai', country: 'CN', currency: 'CNY' },
  { locale: 'zh-TW', timeZone: 'Asia/Taipei', country: 'TW', currency: 'TWD' },
  { locale: 'ko', timeZone: 'Asia/Seoul', country: 'KR', currency: 'KRW' },
  { locale: 'th', timeZone: 'Asia/Bangkok', country: 'TH', currency: 'THB' },
] as const

const sampleOf = async (locale: SampleLocale, timeZone: string, seed = 1, today: Day = '2026-11-22') => {
  const now = startOfDay(today, timeZone) + 14 * 3_600_000
  const random = randomFrom(seed)
  const records = await makeSample({ seed, today, now, timeZone, locale, newId: (entity) => newId(entity, now, random) })
  return { records, now, today, timeZone }
}
type Sample = Awaited<ReturnType<typeof sampleOf>>

const all = <N extends EntityName>({ records }: Sample, entity: N): SampleOf<N>[] =>
  records.filter((record) => record.entity === entity) as unknown as SampleOf<N>[] // a generic name does not narrow the union

/** What the insight page would see: orders that count, by customer, in the columns of analytics. */
const columnsOf = (sample: Sample) => {
  const orders = all(sample, 'order')
  const products = new Map(all(sample, 'product').map(({ id }, i) => [id, i]))
  const customers = new Map<string, number>()
  const numberOf = (id: string) => customers.get(id) ?? customers.set(id, customers.size).size - 1
  const counts = orders.map(({ fields }) => fields.status !== 'cancelled' && fields.status !== 'draft')
  const day = Int32Array.from(orders, ({ fields }, i) => (counts[i] ? dayNumberOf(fields.orderedAt, sample.timeZone) : NO_DAY))
  const order: OrderColumns = {
    customer: Uint32Array.from(orders, ({ fields }) => numberOf(fields.companyId ?? fields.contactId ?? '')),
    day,
    amount: Float64Array.from(orders, ({ fields }) => totalOf(schemaOf(entities.order).parse(fields)).amount),
  }
  const lines = orders.flatMap(({ fields }, row) => (fields.lines ?? []).map((line) => ({ ...line, row })))
  const line: LineColumns = {
    order: Uint32Array.from(lines, ({ row }) => row),
    product: Uint32Array.from(lines, ({ productId }) => products.get(productId ?? '') ?? NONE),
    qty: Float64Array.from(lines, ({ qty }) => qty),
    amount: Float64Array.from(lines, ({ qty, unitPrice }) => lineAmount(qty, unitPrice).amount),
  }
  return { order, line, customers: [...customers.keys()], asOf: dayNumber(sample.today) }
}

describe.each(places)('looking around in $locale, $timeZone', ({ locale, timeZone, country, currency }) => {
  let sample: Sample
  beforeAll(async () => {
    sample = await sampleOf(locale, timeZone)
  })

  test('holds a book of the size that was promised', () => {
    const count = (entity: EntityName) => all(sample, entity).length
    expect([count('workspace'), count('company'), count('contact'), count('deal'), count('activity'), count('order')]).toEqual([
      1, 40, 150, 90, 1_200, 1_500,
    ])
    expect(count('lead')).toBe(8)
    expect(count('relation')).toBeGreaterThan(30)
    expect(all(sample, 'workspace')[0]?.fields).toMatchObject({ country, baseCurrency: currency, timeZone, isSample: true })
  })

  test('makes records that any form would take, in an order in which each names only those before it', () => {
    const known = new Set<string>()
    for (const { entity, id, fields } of sample.records) {
      expect(schemaOf<z.ZodMiniType>(entities[entity]).safeParse(fields).error?.issues ?? []).toEqual([])
      for (const named of JSON.stringify(fields).match(/[a-z]+_[0-9a-hjkmnp-tv-z]{26}/g) ?? []) {
        if (!known.has(named)) expect.fail(`${entity} ${id} names ${named}, which does not come before it`)
      }
      known.add(id)
    }
    expect(known.size).toBe(sample.records.length)
  })

  test('says the truth about time: nothing happened in the future, and only plans lie there', () => {
    for (const { at } of sample.records) expect(at).toBeLessThanOrEqual(sample.now)
    for (const { fields } of all(sample, 'order')) expect(fields.orderedAt).toBeLessThanOrEqual(sample.now)
    for (const { fields } of all(sample, 'activity')) if (fields.status === 'done') expect(fields.startAt).toBeLessThanOrEqual(sample.now)
    const planned = all(sample, 'activity').filter(({ fields }) => fields.status === 'planned')
    expect(planned.some(({ fields }) => (fields.dueAt ?? 0) > sample.now)).toBe(true)
    expect(planned.some(({ fields }) => (fields.dueAt ?? Infinity) < sample.now)).toBe(true)
  })

  test('can reach nobody: mail at example.com, phones of ranges for fiction or of none', () => {
    const people = [...all(sample, 'contact'), ...all(sample, 'company'), ...all(sample, 'lead')]
    for (const { fields } of people) {
      for (const { value } of fields.emails ?? []) expect(value).toMatch(/^[a-z0-9.-]+@example\.com$/)
      for (const { value } of fields.phones ?? []) {
        const phone = parsePhoneNumber(value)
        expect(phone?.number).toBe(value)
        expect(phone?.isPossible()).toBe(true)
        expect(value).toMatch(unreachable[country])
        // Britain's and America's ranges for fiction and Korea's exchange 0 look like any other to libphonenumber; the others are in no plan.
        if (['CN', 'TW', 'TH'].includes(country)) expect(phone?.isValid()).toBe(false)
      }
    }
  })

  test('grows over the years and peaks in December', () => {
    const { order, asOf } = columnsOf(sample)
    const months = revenueByMonth(order, asOf)
    const trend = trendOf(completeSums(months), 12)

    expect(months).toHaveLength(25)
    expect(trend.ok && trend.value.tau > 0.5 && trend.value.p < 0.05).toBe(true)
    const sums = months.filter(({ partial }) => !partial).map(({ sum }) => sum)
    const years = [sums.slice(0, 12), sums.slice(12)].map((year) => year.reduce((sum, value) => sum + value, 0))
    expect(years[1]).toBeGreaterThan(1.1 * (years[0] ?? Infinity))
    for (const december of months.filter(({ month, partial }) => month.endsWith('-12') && !partial)) {
      const at = months.indexOf(december)
      const february = months[at + 2] ?? months[at - 10]
      expect(december.sum).toBeGreaterThan(1.25 * (february?.sum ?? Infinity))
    }
  })

  test('has one product in decline, and it is the one that falls fastest', () => {
    const { order, line, asOf } = columnsOf(sample)
    const [worst, ...others] = productTrends(productMonths(line, order.day), asOf)
    const instant = all(sample, 'product').findIndex(({ fields }) => fields.code === 'CF-201')

    expect(worst).toMatchObject({ product: instant, isDeclining: true })
    expect(others.filter(({ isDeclining }) => isDeclining)).toEqual([])
  })

  test('has a key customer that fell silent, and RFM says not to lose it', () => {
    const { order, customers, asOf } = columnsOf(sample)
    const answer = rfm(order, asOf)
    if (!answer.ok) expect.fail('RFM had too few customers')
    const key = all(sample, 'company')[0]?.id ?? ''
    const row = answer.value.customer.indexOf(customers.indexOf(key))

    expect(['cannotLose', 'atRisk']).toContain(rfmSegments[answer.value.segment[row] ?? -1])
    expect(answer.value.m[row]).toBe(5)
    expect(answer.value.recency[row]).toBeGreaterThanOrEqual(155)
  })

  test('has deals in every stage, and they lie longest in the proposal stage', () => {
    const stages = all(sample, 'stage')
    const days = new Map<string, number[]>(stages.map(({ id }) => [id, []]))
    for (const { fields } of all(sample, 'deal')) {
      const steps = fields.stageHistory ?? []
      expect(steps.at(-1)?.toId).toBe(fields.stageId)
      for (const [i, { toId, at }] of steps.entries()) days.get(toId)?.push(((steps[i + 1]?.at ?? sample.now) - at) / 86_400_000)
    }
    const open = stages.filter(({ fields }) => fields.type === 'open')
    const means = open.map(({ id }) => (days.get(id) ?? []).reduce((sum, d) => sum + d, 0) / (days.get(id)?.length ?? 1))

    expect(stages.map(({ id }) => all(sample, 'deal').filter(({ fields }) => fields.stageId === id).length)).toEqual([
      9, 8, 8, 16, 6, 28, 15,
    ])
    expect(means.indexOf(Math.max(...means))).toBe(3)
    expect(means[3]).toBeGreaterThan(2 * Math.max(...means.filter((_, i) => i !== 3)))
  })

  test('has exactly three duplicates: a company and two contacts', () => {
    expect(sharing(all(sample, 'company'))).toBe(1)
    expect(sharing(all(sample, 'contact'))).toBe(2)
    expect(new Set(all(sample, 'company').map(({ fields }) => fields.name)).size).toBe(40)
    // Only the one who was entered again with the same phone has a name twice.
    expect(new Set(all(sample, 'contact').map(({ fields }) => `${fields.name.family} ${fields.name.given}`)).size).toBe(149)
    expect(new Set(all(sample, 'deal').map(({ fields }) => fields.name)).size).toBe(90)
  })

  test('lets new customers join all along, so that cohorts have something to tell', () => {
    const { order, asOf } = columnsOf(sample)
    const answer = cohortGrid(order, asOf)
    if (!answer.ok) expect.fail('cohorts had too few months')
    const { months, active } = answer.value
    const sizes = months.map((_, c) => active[c * months.length] ?? 0)

    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(8)
  })
})

const unreachable: Record<(typeof places)[number]['country'], RegExp> = {
  GB: /^\+44(7700900|2079460|1614960|1174960|1134960|1314960)\d{3}$/,
  US: /^\+1\d{3}55501\d\d$/,
  CN: /^\+861540000\d{4}$/,
  TW: /^\+88621000\d{4}$/,
  KR: /^\+82(10|2)0100\d{4}$/,
  TH: /^\+6669000\d{4}$/,
}

/** Pairs that share a phone or a mail address. */
const sharing = (records: readonly (SampleOf<'company'> | SampleOf<'contact'>)[]): number => {
  const reach = records.map(({ fields }) => new Set([...(fields.phones ?? []), ...(fields.emails ?? [])].map(({ value }) => value)))
  return reach.flatMap((one, i) => reach.slice(i + 1).filter((other) => !one.isDisjointFrom(other))).length
}

test('is the same book for the same seed, and another for another', async () => {
  const [one, again, other] = [
    await sampleOf('th', 'Asia/Bangkok', 7),
    await sampleOf('th', 'Asia/Bangkok', 7),
    await sampleOf('th', 'Asia/Bangkok', 8),
  ]

  expect(again.records).toEqual(one.records)
  expect(other.records).not.toEqual(one.records)
})

test('holds what is planted on any day of the year and from any seed', async () => {
  for (const [seed, today] of [
    [2, '2026-01-01'],
    [3, '2026-02-28'],
    [4, '2027-04-01'],
    [5, '2028-02-29'],
    [6, '2026-07-31'],
    [7, '2026-12-31'],
  ] as const) {
    const sample = await sampleOf('ko', 'Asia/Seoul', seed, today)
    const { order, line, asOf, customers } = columnsOf(sample)
    const [worst] = productTrends(productMonths(line, order.day), asOf)
    const answer = rfm(order, asOf)
    if (!answer.ok) expect.fail('RFM had too few customers')
    const row = answer.value.customer.indexOf(customers.indexOf(all(sample, 'company')[0]?.id ?? ''))

    expect(all(sample, 'order')).toHaveLength(1_500)
    expect(worst).toMatchObject({ product: 4, isDeclining: true })
    expect(['cannotLose', 'atRisk']).toContain(rfmSegments[answer.value.segment[row] ?? -1])
  }
})

test('gives some of the work to whoever looks around', async () => {
  const now = startOfDay('2026-11-22', 'Asia/Seoul')
  const random = randomFrom(1)
  const me = newId('member', now, random)
  const records = await makeSample({
    seed: 1,
    today: '2026-11-22',
    now,
    timeZone: 'Asia/Seoul',
    locale: 'ko',
    newId: (entity) => newId(entity, now, random),
    me,
  })

  expect(records.filter(({ entity, fields }) => entity === 'activity' && fields.assigneeId === me).length).toBeGreaterThan(100)
})
