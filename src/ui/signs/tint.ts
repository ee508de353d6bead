const tints = 8

/** The soft tint of a record's disc, 0 to 7: the same on every device, since it comes from the id alone (FNV-1a). */
export const tintOf = (id: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  // The low bits of FNV hardly differ for ids that do: fold the high ones in.
  return ((hash ^ (hash >>> 15)) >>> 0) % tints
}
