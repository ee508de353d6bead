import type { ItemsOf, system, tagged } from './entity.ts'
import type { lived } from './lifecycle/stages.ts'

/** Fields that mean the same wherever they stand: their labels stand once, as `*.ownerId`. */
type Shared = typeof system & typeof tagged & typeof lived
export type SharedField = keyof Shared
export type SharedLabel = LabelsIn<'*', Shared>

/** `contact.phones.kind.work`: a label that is missing in the English messages does not compile. */
export type LabelKey<E extends { name: string; fields: object }> = LabelsIn<E['name'], Omit<E['fields'], SharedField>>
type LabelsIn<P extends string, F> = {
  [K in Extract<keyof F, string>]:
    | `${P}.${K}`
    | (F[K] extends { readonly choices: readonly (infer C extends string)[] } ? `${P}.${K}.${C}` : never)
    | ([ItemsOf<F[K]>] extends [never] ? never : LabelsIn<`${P}.${K}`, ItemsOf<F[K]>>)
}[Extract<keyof F, string>]
