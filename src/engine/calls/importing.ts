import type { Engine } from '../api.ts'
import type { Imports } from '../importing/imports.ts'
import type { OpenBook } from '../openbook.ts'
import type { Called } from './called.ts'

type ImportingCalls = Pick<Engine, 'sketchImport' | 'previewImport' | 'runImport' | 'cancelImport' | 'pastImports' | 'undoImport'>

/** What the import wizard asks. */
export const importingCalls = ({ book, page, platform }: Called): ImportingCalls => {
  let begun: { readonly of: OpenBook; readonly imports: Promise<Imports> } | null = null

  /** One for each workspace that is opened: it knows which imports run. */
  const imports = (): Promise<Imports> => {
    const opened = book()
    if (begun?.of === opened) return begun.imports
    const asked = import('../importing/imports.ts').then(({ createImports }) => createImports(opened, platform.estimate))
    begun = { of: opened, imports: asked }
    asked.catch(() => (begun = begun?.imports === asked ? null : begun))
    return asked
  }

  return {
    sketchImport: async (file, choice) => (await imports()).sketch(file, choice),
    previewImport: async (file, plan) => (await imports()).preview(file, plan),
    runImport: async (file, plan, job) => (await imports()).run(file, plan, job, (done, rows) => page()?.progress(job, done, rows)),
    cancelImport: async (job) => (await begun?.imports)?.cancel(job),
    pastImports: async () => (await imports()).past(),
    undoImport: async (importId) => (await imports()).undo(importId),
  }
}
