/** Where the person is: `/deals/deal_01…`. Kept apart from the router, which every lazy route would otherwise have to import. */
let path = $state(location.pathname)

export const here = (): string => path
export const setHere = (next: string): void => {
  path = next
}

/** `/deals` of `/deals/deal_01…`. */
export const areaHere = (): string => `/${path.split('/')[1] ?? ''}`
export const recordHere = (): string | null => path.split('/')[2] ?? null
