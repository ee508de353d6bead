import '../../../src/ui/tokens.css'
import '../../../src/ui/base.css'
import { cleanup } from 'vitest-browser-svelte'
import { connect, type Client } from '../../../src/engine/client.ts'
import { i18n } from '../../../src/i18n/i18n.svelte.ts'
import { toasts } from '../../../src/screens/act.svelte.ts'
import { makeId, setBook } from '../../../src/screens/book.svelte.ts'
import { setGo } from '../../../src/screens/go.ts'
import { aWorkspace, valueOf } from '../../engine/wanted.ts'

export interface OpenWorkspace {
  readonly client: Client
  /** Makes a record; answers its id. */
  readonly add: (entity: string, values: Record<string, unknown>) => Promise<string>
  /** Where the screens wanted to go. */
  readonly went: string[]
  readonly end: () => Promise<void>
}

/** A workspace of its own, in a real worker on a real database, as the shell hands it to screens. */
export const openWorkspace = async (): Promise<OpenWorkspace> => {
  await i18n.load('shell', 'records', 'pages')
  await i18n.setManner({ locale: 'en', country: 'TH', timeZone: 'Asia/Bangkok', calendar: 'auto' })
  const client = connect({
    start: () => new Worker(new URL('../../../src/engine/worker.ts', import.meta.url), { type: 'module' }),
    reopen: () => Promise.resolve(),
    onNotice: () => undefined,
    onTold: () => undefined,
    onTrouble: () => undefined,
  })
  const opened = valueOf(await client.call('startWorkspace', aWorkspace))
  setBook({ client, opened })
  const went: string[] = []
  setGo((href) => went.push(href))
  return {
    client,
    went,
    add: async (entity, values) => {
      const id = makeId(entity)
      valueOf(await client.call('create', { id, values }))
      return id
    },
    end: async () => {
      cleanup()
      for (const toast of toasts.shown) toasts.dismiss(toast.id)
      await client.call('discard', opened.id)
    },
  }
}
