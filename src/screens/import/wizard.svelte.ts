import type { ImportChoice, ImportPlan, ImportPreview, ImportSketch } from '../../engine/importing/plan.ts'
import type { Mapping } from '../../files/mapping.ts'
import type { FileRefusal } from '../../files/source.ts'
import { i18n } from '../../i18n/i18n.svelte.ts'
import { book } from '../book.svelte.ts'
import { isMemorable, memoryKey, recalled, rememberedOf } from './memory.ts'
import { clearImport, startImport } from './running.svelte.ts'

export type Step = 'file' | 'mapping' | 'preview'
export type Sketched = ImportSketch & { readonly ok: true }
type Layout = ImportChoice['layout']

/** What is chosen so far. It stays while the person looks at something else. */
interface Wizard {
  readonly workspace: string
  readonly step: Step
  readonly file: File | null
  readonly layout: Layout
  readonly sketch: Sketched | null
  readonly plan: ImportPlan | null
  readonly refusal: FileRefusal | null
  readonly preview: ImportPreview | null
  readonly isBusy: boolean
  /** The columns go where they went the last time. */
  readonly isRemembered: boolean
}

const blank = (): Wizard => ({
  workspace: book().opened.id,
  step: 'file',
  file: null,
  layout: {},
  sketch: null,
  plan: null,
  refusal: null,
  preview: null,
  isBusy: false,
  isRemembered: false,
})

let current = $state.raw<Wizard | null>(null)
/** Counts what was asked: a late answer to an older question is dropped. */
let asked = 0

export const wizard = (): Wizard => (current !== null && current.workspace === book().opened.id ? current : blank())

const change = (changes: Partial<Wizard>): void => {
  current = { ...wizard(), ...changes }
}

export const toStep = (step: Step): void => change({ step })

const look = async (file: File, layout: Layout, wanted: Pick<ImportChoice, 'purpose' | 'customersAre'>): Promise<ImportSketch> =>
  book().client.call('sketchImport', file, { layout, ...wanted, lineName: i18n.label('order', 'lines', 'name') })

/** Looks at a file; with what was set for its columns the last time, where that still fits. */
export const chooseFile = async (file: File): Promise<void> => {
  asked += 1
  const mine = asked
  change({ ...blank(), file, isBusy: true })
  try {
    const first = await look(file, {}, { purpose: null, customersAre: null })
    if (mine !== asked) return
    if (!first.ok) {
      change({ refusal: first.refusal, isBusy: false })
      return
    }
    const { sketch, plan, isRemembered } = await withMemory(file, {}, first)
    if (mine === asked) change({ sketch, plan, isRemembered, step: 'mapping', isBusy: false })
  } catch (error) {
    if (mine === asked) change({ refusal: { reason: 'unreadable', detail: String(error) }, isBusy: false })
  }
}

const withMemory = async (
  file: File,
  layout: Layout,
  first: Sketched,
): Promise<{ sketch: Sketched; plan: ImportPlan; isRemembered: boolean }> => {
  const fresh = { sketch: first, plan: first.plan, isRemembered: false }
  const { headers } = first.sketch
  if (!isMemorable(headers)) return fresh
  const values = await book().client.call('loadDraft', memoryKey(headers))
  const kept = values?.['mapping'] as Mapping | undefined // as `rememberedOf` wrote it
  if (kept === undefined) return fresh
  const isSame = kept.purpose === first.plan.mapping.purpose && kept.customersAre === first.plan.mapping.customersAre
  const sketch = isSame ? first : await look(file, layout, kept)
  const remembered = sketch.ok ? recalled(values, sketch) : null
  return sketch.ok && remembered !== null ? { sketch, plan: { format: sketch.plan.format, ...remembered }, isRemembered: true } : fresh
}

/** The file read in another way, or for another purpose: looked at anew. What was set by hand starts over. */
export const reread = async (changes: {
  readonly layout?: Layout
  readonly purpose?: Mapping['purpose']
  readonly customersAre?: Mapping['customersAre']
}): Promise<void> => {
  const { file, plan, layout: before } = wizard()
  if (file === null || plan === null) return
  asked += 1
  const mine = asked
  const layout = { ...before, ...changes.layout }
  const { purpose, customersAre } = plan.mapping
  change({ layout, isBusy: true })
  const sketch = await look(file, layout, { purpose: changes.purpose ?? purpose, customersAre: changes.customersAre ?? customersAre })
  if (mine !== asked) return
  if (sketch.ok) change({ sketch, plan: sketch.plan, isRemembered: false, preview: null, isBusy: false })
  else change({ refusal: sketch.refusal, step: 'file', isBusy: false })
}

export const setPlan = (plan: ImportPlan): void => change({ plan, preview: null })
export const setMapping = (changes: Partial<Mapping>): void => {
  const { plan } = wizard()
  if (plan !== null) setPlan({ ...plan, mapping: { ...plan.mapping, ...changes } })
}

export const showPreview = async (): Promise<void> => {
  const { file, plan } = wizard()
  if (file === null || plan === null) return
  asked += 1
  const mine = asked
  change({ step: 'preview', preview: null, isBusy: true })
  const preview = await book().client.call('previewImport', file, plan)
  if (mine === asked) change({ preview, isBusy: false })
}

/** From here on the import runs by itself; the wizard is ready for another file. */
export const begin = (): void => {
  const { file, plan, sketch } = wizard()
  if (file === null || plan === null || sketch === null) return
  const { headers } = sketch.sketch
  if (isMemorable(headers)) void book().client.call('saveDraft', memoryKey(headers), rememberedOf(plan))
  void startImport(file, plan, headers)
  current = blank()
}

export const startOver = (): void => {
  asked += 1
  current = blank()
  clearImport()
}
