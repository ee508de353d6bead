/** `https://host`, as a browser writes it; null for what is no address of a site. */
export const originOf = (address: string): string | null => {
  const url = URL.parse(address)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : null
}

/**
 * What a device may have called this relay: its login is signed for one of these. Where the operator has said it, that one alone, so that whoever lures
 * a device to a relay of their own cannot pass its login on to this one. Else all there is is the request's own word, which such a relay would choose.
 */
export const originsOf = (publicOrigin: string | null, host: string | undefined): readonly string[] =>
  publicOrigin === null ? ['https', 'http'].flatMap((scheme) => originOf(`${scheme}://${host ?? ''}`) ?? []) : [publicOrigin]
