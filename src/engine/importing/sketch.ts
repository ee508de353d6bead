import { guessCustomers, guessPurpose, possibleKeys, proposeMapping, type Mapping } from '../../files/mapping.ts'
import { sketchFile } from '../../files/sketch.ts'
import { targetsOf, type CustomersAre, type FieldsOf, type Purpose } from '../../files/targets.ts'
import type { Session } from '../session.ts'
import { ownWords } from './own.ts'
import type { ImportChoice, ImportSketch, ImportTarget } from './plan.ts'

/** East Asia writes the year first, the United States the month, the rest the day. */
const dayOrders: Readonly<Partial<Record<string, Mapping['dayOrder']>>> = {
  US: 'mdy',
  CN: 'ymd',
  TW: 'ymd',
  KR: 'ymd',
  JP: 'ymd',
  HU: 'ymd',
}

/** How a file is laid out and where its columns belong, as far as it tells; what the person chose stands. */
export const sketchImport = async (
  session: Session,
  file: File,
  { layout, purpose, customersAre, lineName }: ImportChoice,
): Promise<ImportSketch> => {
  const sketched = await sketchFile(file, layout)
  if (!sketched.ok) return { ok: false, refusal: sketched.error }
  const { synonyms, fieldsOf } = await ownWords(session)
  const country = session.country()
  const dayOrder = dayOrders[country] ?? 'dmy'
  const what = purpose ?? guessPurpose(sketched.value, synonyms, dayOrder)
  const who = customersAre ?? guessCustomers(sketched.value, synonyms, dayOrder)
  const context = { country, currency: session.baseCurrency, timeZone: session.zone(), dayOrder, lineName }
  const { mapping, types } = proposeMapping(sketched.value, what, who, synonyms, context, fieldsOf)
  return {
    ok: true,
    sketch: sketched.value,
    plan: { format: sketched.value.format, mapping: { ...mapping, keys: surest(mapping.keys) }, known: 'update' },
    types,
    targets: targetsFor(what, who, fieldsOf),
  }
}

/** A phone is a sign of last resort: whole offices share one. */
const surest = (keys: Mapping['keys']): Mapping['keys'] => {
  const sure = keys.filter((key) => !key.endsWith('.phones.value'))
  return sure.length > 0 ? sure : keys
}

const targetsFor = (purpose: Purpose, customersAre: CustomersAre, fieldsOf: FieldsOf): readonly ImportTarget[] => {
  const specs = targetsOf(purpose, customersAre, fieldsOf)
  const keys = new Set(
    possibleKeys(
      purpose,
      specs.map(({ target }) => ({ target, column: 0, slot: 0, itemKind: null, missing: [] })),
    ),
  )
  return specs.map(({ target, entity, field, part, kind, isItem }) => ({
    target,
    entity,
    field,
    part,
    kind,
    isItem,
    isKey: keys.has(target),
  }))
}
