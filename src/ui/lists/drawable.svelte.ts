const ROWS_A_FRAME = 8

/** How many rows may be drawn by now, of those in sight: a whole page of them in the first frame would hold up whoever taps then. */
export const drawable = (inSight: () => number): { readonly count: number } => {
  let allowed = $state(ROWS_A_FRAME)
  $effect(() => {
    if (allowed < inSight()) requestAnimationFrame(() => (allowed += ROWS_A_FRAME))
  })
  return {
    get count() {
      return Math.min(allowed, inSight())
    },
  }
}
