/** Moves to another place of the app; the composition root lends the router. */
export type Go = (href: string, options?: { readonly replace?: boolean }) => void

let go_: Go = (href) => location.assign(href)

export const setGo = (go: Go): void => {
  go_ = go
}
export const go: Go = (href, options) => go_(href, options)
