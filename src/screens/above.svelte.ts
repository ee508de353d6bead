import type { Component } from 'svelte'

type Props = Readonly<Record<string, unknown>>
/** A sheet that stands above whatever screen is shown, and outlives it: what comes back from a phone call, what is next. */
export interface Above {
  readonly sheet: Component<Props>
  readonly props: Props
}

let above = $state.raw<Promise<Above> | null>(null)

export const aboveNow = (): Promise<Above> | null => above
export const closeAbove = (): void => {
  above = null
}

/** Shows a sheet once its code and words are here; one that cannot be fetched is not shown. */
export const showAbove = <P extends object>(
  bring: () => Promise<{ readonly default: Component<P & { onclose: () => void }> }>,
  props: P,
): void => {
  // It is given the props that it came with.
  const coming = bring().then(({ default: sheet }) => ({ sheet, props }) as unknown as Above)
  above = coming
  coming.catch(closeAbove)
}
