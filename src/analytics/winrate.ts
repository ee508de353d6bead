interface Counted {
  readonly key: unknown
  readonly count: number
}

/** How deals ended against somebody. */
export interface WinRate<K> {
  readonly key: K
  readonly won: number
  readonly lost: number
  /** Won among those that ended, 0 to 1. */
  readonly rate: number
}

/** Win rate, won ÷ (won + lost), by competitor: whom we met most often first. A deal with several competitors counts against each of them. */
export const winRates = (won: readonly Counted[], lost: readonly Counted[]): readonly WinRate<string>[] => {
  const countIn = (counts: readonly Counted[], key: string): number => counts.find((one) => one.key === key)?.count ?? 0
  const keys = new Set([...won, ...lost].map(({ key }) => key).filter((key) => typeof key === 'string'))
  return [...keys]
    .map((key) => {
      const [wins, losses] = [countIn(won, key), countIn(lost, key)]
      return { key, won: wins, lost: losses, rate: wins / (wins + losses) }
    })
    .toSorted((a, b) => b.won + b.lost - (a.won + a.lost) || (a.key < b.key ? -1 : 1))
}
