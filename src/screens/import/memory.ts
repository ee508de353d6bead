import type { Values } from '../../domain/check.ts'
import type { ImportPlan, ImportSketch } from '../../engine/importing/plan.ts'

/** What the person set for files with these columns, kept for the next one. */
export interface Remembered {
  readonly mapping: ImportPlan['mapping']
  readonly known: ImportPlan['known']
}

/** FNV-1a, 32 bits (Fowler, Noll & Vo): the headers' words are customer's data, and keys of drafts lie open. */
export const memoryKey = (headers: readonly string[]): string => {
  let hash = 0x811c9dc5
  for (const character of headers.join('\u001f')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return `import-mapping:${(hash >>> 0).toString(36)}-${headers.length}`
}

/** Files without names of columns all look alike: nothing is kept for them. */
export const isMemorable = (headers: readonly string[]): boolean => headers.some((header) => header !== '')

export const rememberedOf = ({ mapping, known }: ImportPlan): Values => ({ mapping, known })

/** What was kept, where it still fits: the same columns, and fields that there still are. */
export const recalled = (values: Values | null, sketch: ImportSketch & { readonly ok: true }): Remembered | null => {
  const held = values as Partial<Remembered> | null // written by `rememberedOf`, perhaps by an older app
  const { mapping, known } = held ?? {}
  if (mapping === undefined || known === undefined) return null
  const targets = new Set(sketch.targets.map(({ target }) => target))
  const fits =
    mapping.columns.length === sketch.sketch.headers.length && mapping.columns.every(({ target }) => target === null || targets.has(target))
  return fits ? { mapping, known } : null
}
