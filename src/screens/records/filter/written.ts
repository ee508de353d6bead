import { moneyText } from '../../../core/money.ts'
import { parseMoney, parseNumber } from '../../../core/moneyreading.ts'
import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Operand } from '../../../tables/view.ts'
import { baseCurrency } from '../currency.ts'
import type { Asks } from './ops.ts'

/** A figure as the person types it; money in the base currency, whatever the records are in. */
export const writtenOperand = (asks: Asks, operand: Operand | undefined): string => {
  if (typeof operand !== 'number') return operand === undefined ? '' : String(operand)
  const text = asks === 'money' ? moneyText({ amount: operand, currency: baseCurrency() }).replace(/\.0+$/, '') : String(operand)
  return i18n.formats.decimalMark === '.' ? text : text.replace('.', i18n.formats.decimalMark)
}

/** What a text asks; undefined where it is no figure yet. */
export const readOperand = (asks: Asks, text: string): Operand | undefined => {
  if (text.trim() === '') return undefined
  const mark = i18n.formats.decimalMark
  if (asks === 'money') {
    const read = parseMoney(text, baseCurrency(), mark)
    return read.ok ? read.value.amount : undefined
  }
  const read = parseNumber(text, mark)
  return read.ok ? read.value : undefined
}
