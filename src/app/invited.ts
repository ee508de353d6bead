/** The link that lets somebody in, where the address bar holds one. Its secret leaves the bar and the history at once. */
export const takeInvite = (): string | null => {
  const { hash, href, pathname, search } = location
  if (!hash.startsWith('#join=')) return null
  history.replaceState(history.state, '', pathname + search)
  return href
}
