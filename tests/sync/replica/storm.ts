import { intBelow, pickFrom, randomFrom, type Random } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import type { Profile } from '../../engine/profile.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Desk, type Office } from './office.ts'
import { settleCursor } from './space.ts'

interface Storm {
  readonly seed: number
  readonly desks: number
  readonly edits: number
  /** How often the relay comes back from an older copy. */
  readonly cuts: number
  /** Another browser than the one that is made for tests. */
  readonly profileOf?: (seed: number) => Profile
}

const fields = ['industry', 'code', 'taxId', 'website', 'description'] as const

/**
 * Devices edit, import, take imports back, send and take by chance: some of what they send is repeated, some acknowledgements never arrive,
 * pages overlap, a device starts again in the middle of it, the relay loses its newest entries. In the end every device must hold the same.
 */
export const storm = async ({
  seed,
  desks,
  edits,
  cuts,
  profileOf,
}: Storm): Promise<{ readonly office: Office; readonly digests: readonly string[] }> => {
  const random = randomFrom(seed)
  const office = await anOffice(seed, profileOf)
  while (office.all().length < desks) await office.join(`Teammate ${office.all().length}`)
  await office.settle()
  const ids: string[] = []
  const imports: { readonly desk: Desk; readonly importId: string }[] = []
  for (let i = 0; i < 12; i += 1) ids.push(await office.owner.create('company', { name: `Company ${i}` }))
  await office.settle()
  const cutAt = new Set(Array.from({ length: cuts }, () => intBelow(random, edits)))
  for (let edit = 0; edit < edits; edit += 1) {
    const desk = pickFrom(random, office.all())
    await anEdit(random, desk, ids, edit)
    if (random() < 0.02) {
      const made = await importAt(desk, `import-${edit}`, 20)
      ids.push(...made.slice(0, 3))
      imports.push({ desk, importId: `import-${edit}` })
    }
    if (random() < 0.01) {
      const [taken] = imports.splice(intBelow(random, imports.length + 1), 1)
      if (taken !== undefined) await takeBack(taken.desk, taken.importId)
    }
    if (random() < 0.3) await someSending(random, desk, office)
    if (random() < 0.3) await someTaking(random, desk, office)
    if (random() < 0.01) await desk.reopen()
    if (cutAt.has(edit)) office.space.cut(intBelow(random, office.space.entries().length + 1))
  }
  await office.settle()
  await office.settle()
  return { office, digests: await Promise.all(office.all().map((desk) => desk.digest())) }
}

const anEdit = async (random: Random, desk: Desk, ids: string[], edit: number): Promise<void> => {
  desk.profile.advance(intBelow(random, 1_000))
  const id = pickFrom(random, ids)
  const isKnown = desk.book().session.tables.bucketOf(id) !== null
  if (!isKnown || random() < 0.1) {
    const made = await desk.create('company', { name: `New ${edit}` })
    if (random() < 0.3) ids.push(made)
    return
  }
  const deletion = random()
  if (deletion < 0.05) await (await desk.book().writer()).trash([id])
  else if (deletion < 0.1) await (await desk.book().writer()).restore([id])
  else await desk.set(id, { [pickFrom(random, fields)]: `https://x.example/${edit}` })
}

const someSending = async (random: Random, { replica }: Desk, { space, roster }: Office): Promise<void> => {
  await settleCursor(replica(), space)
  const pending = await replica().outgoing(roster().head)
  const sent = pending.slice(0, intBelow(random, pending.length + 1))
  for (const { msgId, entry, packs } of sent) {
    for (const pack of packs) space.packs.set(pack, must(await replica().packBytes(pack), pack))
    const at = await space.append(entry)
    if (random() < 0.2) await space.append(entry)
    if (random() < 0.7) await replica().acked(msgId, at)
  }
}

const someTaking = async (random: Random, { replica }: Desk, { space, roster }: Office): Promise<void> => {
  await settleCursor(replica(), space)
  const { seq } = await replica().cursor()
  const from = Math.max(0, seq - intBelow(random, 4))
  const page = space.entries().slice(from, seq + 1 + intBelow(random, 12))
  const received = await replica().receive(from + 1, page, roster(), (pack) => Promise.resolve(space.packs.get(pack) ?? null))
  if (!received.ok) throw new Error(received.error)
}
