import { createJournal } from '../../../src/core/journal.ts'
import { createLoader, type Load } from '../../../src/engine/loader.ts'
import { openBook, unheard, type OpenBook } from '../../../src/engine/openbook.ts'
import { browserPlatform } from '../../../src/engine/platform.ts'
import { foundWorkspace } from '../../../src/engine/founding.ts'
import { openRegistry, type HeldWorkspace } from '../../../src/store/registry.ts'
import { large, largeContacts, totalOf } from '../large.ts'

const SEED = 20_260_301
const STEP = 100_000

export interface Built {
  readonly id: string
  readonly records: number
  /** Without the making up of records. */
  readonly loadingMs: number
  readonly savingMs: number
  readonly blobs: number
}

const platform = browserPlatform()
const registry = openRegistry(platform)

export const open = async (held: HeldWorkspace): Promise<OpenBook> => openBook(platform, held, createJournal(platform.now), 'en', unheard)
export const heldNow = async (id: string): Promise<HeldWorkspace> => {
  const held = (await registry.list()).find((workspace) => workspace.id === id)
  if (held === undefined) throw new Error(`no workspace ${id}`)
  return held
}

/** Loads records into a new workspace the way an import or the sample does; answers how long that took, and how long its column cache took. */
const load = async (records: (memberId: string) => Iterable<Load>, say: (text: string) => void): Promise<Built> => {
  const held = await foundWorkspace(platform, registry, false, 'THB')
  const book = await open(held)
  const loader = createLoader(book.session, null)
  let count = 0
  let loadingMs = 0
  for (const record of records(held.memberId)) {
    const start = performance.now()
    const added = await loader.add(record)
    loadingMs += performance.now() - start
    if (!added.ok) throw new Error(added.error)
    count += 1
    if (count % STEP === 0) say(`${count} records`)
  }
  const start = performance.now()
  const finished = await loader.finish()
  const loaded = performance.now()
  if (!finished.ok) throw new Error(finished.error)
  const blobs = await book.index.save()
  const savingMs = performance.now() - loaded
  book.close()
  return { id: held.id, records: count, loadingMs: loadingMs + loaded - start, savingMs, blobs }
}

export const buildLarge = async (scale: number): Promise<Built> => {
  console.log(`building "large" x ${scale}: ${totalOf(scale)} records`)
  const built = await load(
    (memberId) => large({ scale, seed: SEED, memberId }),
    (text) => console.log(text),
  )
  console.log(
    `built ${built.records} records in ${(built.loadingMs / 1e3).toFixed(1)} s, cached ${built.blobs} column blobs in ${(built.savingMs / 1e3).toFixed(1)} s`,
  )
  return built
}

/** The contacts of "large", made up beforehand, so that only what writes them is measured. */
export const contactsOf = (scale: number): readonly Load[] => [
  ...largeContacts({ scale, seed: SEED, memberId: 'member_01kgkd32e2ewysm4ftv90z2hh1' }),
]

let prepared: readonly Load[] = []
export const prepareBulk = async (scale: number): Promise<number> => {
  prepared = contactsOf(scale)
  const some = prepared.slice(0, 500)
  const { id } = await load(() => some, silent)
  await discard(id)
  return prepared.length
}

/** All of them into a new workspace. */
export const bulkWrite = async (): Promise<Built> => load(() => prepared, silent)
const silent = () => undefined

export const discard = (id: string): Promise<void> => registry.discard(id)
