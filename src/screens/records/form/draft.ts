import { newItemId } from '../../../core/ids.ts'
import { nBetween } from '../../../core/order.ts'
import type { Random } from '../../../core/random.ts'
import type { Problem, Values } from '../../../domain/check.ts'
import type { EntityFacts, FieldFact } from '../../../engine/facts.ts'
import { itemsIn, type Item } from '../editors/held.ts'
import { isEmpty } from '../value.ts'

/** What says nothing alone: which kind a phone would be, whether it would be the main one, how many of no product. */
const silent: ReadonlySet<string> = new Set(['id', 'order', 'kind', 'primary', 'qty'])

/** Lists begin with one empty item, so that a phone number needs no press of "add". */
export const withFirstItems = (values: Values, names: readonly string[], { fields }: EntityFacts, random: Random): Values =>
  Object.fromEntries([
    ...Object.entries(values),
    ...names.flatMap((name) => {
      const fact = fields[name]
      return fact?.items === undefined || name in values ? [] : [[name, [firstItem(fact, random)]] as const]
    }),
  ])

const firstItem = ({ items = {} }: FieldFact, random: Random): Item => {
  const [order = 'a0'] = nBetween(null, null, 1)
  const kind = items['kind']?.choices?.[0]
  return {
    id: newItemId(random),
    order,
    ...(kind === undefined ? {} : { kind }),
    ...('primary' in items ? { primary: true } : {}),
    ...('qty' in items ? { qty: 1 } : {}),
  }
}

/** What is sent: items in which nothing was written are left out. */
export const filled = (values: Values, { fields }: EntityFacts): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      fields[name]?.items === undefined ? value : itemsIn(value).filter((item) => !isBlankItem(item)),
    ]),
  )

/** Whether something is written in one of these fields that was not there at the start. */
export const isWrittenIn = (names: readonly string[], values: Values, start: Values, facts: EntityFacts): boolean => {
  const [now, before] = [filled(values, facts), filled(start, facts)]
  return names.some((name) => JSON.stringify(now[name] ?? null) !== JSON.stringify(before[name] ?? null))
}

const isBlankItem = (item: Item): boolean => Object.entries(item).every(([name, value]) => silent.has(name) || isEmpty(value))

/** Problems by path, items by their ids: the engine names an item of a draft by its place among those that were sent. */
export const problemsByPath = (problems: readonly Problem[], sent: Values): Readonly<Record<string, Problem['code']>> =>
  Object.fromEntries(
    problems.map(({ path, code }) => {
      const [head = '', at, inner] = path.split('/')
      const id = at === undefined ? undefined : itemsIn(sent[head])[Number(at)]?.id
      return [id === undefined || inner === undefined ? path : `${head}/${id}/${inner}`, code]
    }),
  )

/** Without what is wrong with a field, once it is written in again. */
export const withoutField = <T>(problems: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(problems).filter(([path]) => path !== name && !path.startsWith(`${name}/`)))
