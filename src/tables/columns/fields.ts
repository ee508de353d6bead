import { must } from '../../core/result.ts'
import type { CalcSource, Field } from '../../domain/entity.ts'
import type { Column } from '../column.ts'
import type { Ids } from '../ids.ts'
import { moneyWriter } from './money.ts'
import { dayWriter, flagWriter, instantWriter, numberWriter } from './number.ts'
import { refWriter, tagWriter, type Target } from './ref.ts'
import { choiceWriter, textWriter } from './text.ts'
import { listUnits, scalarUnit, setUnit, type Unit } from './unit.ts'
import { noRecord, type Held, type Writer } from './writer.ts'
import { placeOfId } from '../../core/order.ts'
import { currencyColumn, currencyOf, numberOf, priceNumber, textReaderOf, textValueOf } from '../encode.ts'

export interface FieldContext {
  readonly baseCurrency: string
  readonly target: (entity: string) => Target
}

/** What the table keeps of one field; `ids` are those of its rows. */
export const unitsOf = (name: string, field: Field, context: FieldContext, ids: Ids): readonly Unit[] => {
  if (field.column === 'none') return []
  if (field.kind === 'place') return [placeUnit(name, ids)]
  if (field.kind === 'unitPrice') return [scalarUnit(name, numberWriter(priceNumber)), currencyUnit(name)]
  if (field.column !== 'many') return [scalarUnit(name, writerOf(field, context), isFolded(field.from), computeOf(field.from))]
  if (field.items === undefined)
    return [
      setUnit(
        name,
        field.to === undefined ? textWriter(textReaderOf('text'), textValueOf('text')) : tagWriter(field.to.map(context.target)),
      ),
    ]
  return listUnits(
    name,
    Object.entries(field.items).map(([item, itemField]) => ({ name: item, writer: writerOf(itemField, context) })),
  )
}

/** What nobody has put anywhere stands behind what was put, in the order in which it was made: so that anything can be put before or behind it. */
const placeUnit = (name: string, ids: Ids): Unit => {
  const writer = textWriter(textReaderOf('place'), textValueOf('place'))
  return {
    ...scalarUnit(name, writer),
    write: (row, value, record) => {
      const needsNone = (typeof value === 'string' && value !== '') || record === noRecord
      return writer.set(row, needsNone ? value : placeOfId(ids.idOf(row)), record)
    },
  }
}

/** The currency that a price is in: `listPrice.currency`. */
const currencyUnit = (name: string): Unit => ({
  ...scalarUnit(
    currencyColumn(name),
    textWriter(currencyOf, (code) => code),
  ),
  field: name,
})

const writerOf = ({ column, kind, choices, to }: Field, { baseCurrency, target }: FieldContext): Writer<Column> => {
  switch (column) {
    case 'text':
      return textWriter(textReaderOf(kind), textValueOf(kind))
    case 'number':
      return numberWriter(kind === 'unitPrice' ? priceNumber : numberOf)
    case 'money':
      return moneyWriter(baseCurrency)
    case 'day':
      return dayWriter()
    case 'instant':
      return instantWriter()
    case 'choice':
      return choiceWriter(choices ?? [])
    case 'ref':
      return refWriter(target(must(to?.[0], `the entity that a ${kind} names`)))
    case 'flag':
      return flagWriter()
    case 'many':
    case 'none':
      throw new Error(`a ${kind} inside a list`)
  }
}

export type OwnSource = Extract<CalcSource, { own: readonly string[] }>
export type FoldSource = Extract<CalcSource, { fold: string }>
const isFolded = (from: CalcSource | undefined): from is FoldSource => from !== undefined && 'fold' in from

/** What the clocks tell comes in the record under the calc's name, like any field. */
const computeOf = (from: CalcSource | undefined): ((record: Held) => unknown) | null =>
  from !== undefined && 'own' in from ? (record) => computed(from, record) : null

const computed = ({ own, of }: OwnSource, record: Held): unknown => {
  for (const field of own) if (record[field] === undefined) return null
  try {
    return of(record as never) // declared for its own entity, whose records these are
  } catch {
    // A newer app's record may be of another shape: it has no figure here, and stops no other record.
    return null
  }
}
