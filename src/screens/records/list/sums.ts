import { i18n } from '../../../i18n/i18n.svelte.ts'
import type { Sum } from '../../../tables/view.ts'

/** "฿1,204,500", "≈ ฿1,204,500" where currencies were mixed. */
export const sumText = ({ value, currency, isMixed = false }: Sum): string => {
  if (currency === undefined) return i18n.number(value)
  const text = i18n.moneyRound({ amount: value, currency })
  return isMixed ? `≈ ${text}` : text
}

/** What the sum does not tell: records of another currency without a rate. */
export const leftOutText = (sums: Readonly<Record<string, Sum>>): string => {
  const count = Math.max(0, ...Object.values(sums).map(({ withoutRate = 0 }) => withoutRate))
  return count === 0 ? '' : i18n.t('shell.sumWithout', { count })
}
