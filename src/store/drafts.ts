import type { Bytes } from '../core/bytes.ts'
import type { Database } from './database.ts'
import type { Vault } from './vault.ts'

/** What was begun in a form and not saved, by the form's key; sealed like everything else. */
export interface Drafts {
  readonly save: (key: string, plain: Bytes) => Promise<void>
  readonly load: (key: string) => Promise<Bytes | null>
  readonly drop: (key: string) => Promise<void>
}

export const openDrafts = ({ drafts }: Database, vault: Vault, now: () => number): Drafts => ({
  save: async (key, plain) => {
    await drafts.put({ key, at: now(), sealed: await vault.seal(plain, `drafts|${key}`) })
  },
  load: async (key) => {
    const row = await drafts.get(key)
    const opened = row === undefined ? null : await vault.open(row.sealed, `drafts|${key}`)
    return opened?.ok ? opened.value : null
  },
  drop: (key) => drafts.delete(key),
})
