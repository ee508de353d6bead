import { newItemId } from '../../../src/core/ids.ts'
import { intBelow, pickFrom, randomFrom, type Random } from '../../../src/core/random.ts'
import { decodeEntry } from '../../../src/sync/entry.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Desk, type Office } from './office.ts'
import { pullFrom } from './space.ts'

interface CopyStorm {
  readonly seed: number
  readonly desks: number
  readonly edits: number
  readonly copies: number
}

/** One letter for each edit, which nothing else holds. */
const letterOf = (edit: number): string => String.fromCharCode(0x4e00 + edit)

const fields = ['industry', 'code', 'taxId'] as const

/**
 * Devices edit, and meet the relay by chance; now and then one of them is copied as it stands, unsent edits and all, and from then on both go on as
 * the same device until one notices. Some acknowledgements never arrive, some devices start again.
 */
export const copyStorm = async ({
  seed,
  desks,
  edits,
  copies,
}: CopyStorm): Promise<{ readonly office: Office; readonly said: readonly string[] }> => {
  const random = randomFrom(seed)
  const office = await anOffice(seed)
  while (office.all().length < desks) await office.join(`Teammate ${office.all().length}`)
  const said: string[] = []
  const ids: string[] = []
  for (let i = 0; i < 6; i += 1) ids.push(await office.owner.create('company', { name: `Company ${i}`, description: '.' }))
  await office.settle()
  const seats: Desk[] = [...office.all()]
  const copyAt = Array.from({ length: copies }, () => intBelow(random, edits))
  const imports: { readonly seat: Desk; readonly importId: string }[] = []
  for (let edit = 0; edit < edits; edit += 1) {
    const seat = pickFrom(random, seats)
    seat.profile.advance(intBelow(random, 1_000))
    await anEdit(random, seat, ids, edit, said)
    if (random() < 0.02) {
      const importId = `import-${edit}`
      ids.push(...(await importAt(seat, importId, 12)).slice(0, 2))
      imports.push({ seat, importId })
    }
    if (random() < 0.01) {
      const [taken] = imports.splice(intBelow(random, imports.length + 1), 1)
      if (taken !== undefined) await takeBack(taken.seat, taken.importId)
    }
    if (random() < 0.25) await meet(random, pickFrom(random, seats), office)
    if (random() < 0.02) await seat.reopen()
    if (random() < 0.02) await seat.book().session.store.fold(() => Promise.resolve())
    if (copyAt.includes(edit)) seats.push(await office.copyOf(seat))
  }
  for (let round = 0; round < 4; round += 1) for (const seat of seats) await meet(() => 0.99, seat, office)
  await office.settle()
  return { office, said }
}

/** As a session with the relay goes: the welcome tells of a copy, everything is taken, then what waits is sent. */
export const meet = async (random: Random, seat: Desk, office: Office): Promise<void> => {
  const { space, roster } = office
  for (;;) {
    const { id } = seat.book().session.store.keyring.device
    if (seat.replica().hasTwin() || highestOf(office, id) > (await seat.replica().lastCounter())) await office.part(seat)
    const stopped = await pullFrom(seat.replica(), space, roster())
    if (stopped === 'copied') continue
    if (stopped !== null) throw new Error(stopped)
    const pending = await seat
      .replica()
      .outgoing(roster().head)
      .catch((error: unknown) => {
        if (error instanceof Error && /another database|once more/u.test(error.message)) return null
        throw error
      })
    if (pending === null) continue
    for (const { msgId, entry, packs } of pending.slice(0, Math.ceil(random() * pending.length))) {
      for (const pack of packs) {
        const bytes = await seat.replica().packBytes(pack)
        if (bytes !== null) space.packs.set(pack, bytes)
      }
      const at = await space.append(entry)
      if (random() > 0.3) await seat.replica().acked(msgId, at)
    }
    return
  }
}

const highestOf = ({ space }: Office, deviceId: string): number =>
  space.entries().reduce((highest, bytes) => {
    const entry = decodeEntry(bytes)
    return entry.ok && entry.value.device === deviceId ? Math.max(highest, entry.value.counter) : highest
  }, 0)

const anEdit = async (random: Random, seat: Desk, ids: string[], edit: number, said: string[]): Promise<void> => {
  const id = pickFrom(random, ids)
  const writer = await seat.book().writer()
  const { tables } = seat.book().session
  const kind = random()
  if (tables.bucketOf(id) === null || kind < 0.1) {
    const made = await seat.create('company', { name: `New ${edit}`, description: letterOf(edit) })
    said.push(letterOf(edit))
    if (random() < 0.3) ids.push(made)
  } else if (kind < 0.15) await writer.trash([id])
  else if (kind < 0.2) await writer.restore([id])
  else if (kind < 0.55) {
    const text = await seat.field(id, 'description')
    const old = typeof text === 'string' ? text : ''
    const place = intBelow(random, old.length + 1)
    const done = await writer.edit([
      { id, changes: [{ path: 'description', value: old.slice(0, place) + letterOf(edit) + old.slice(place) }] },
    ])
    if (done.ok) said.push(letterOf(edit))
  } else if (kind < 0.7) {
    const { phones } = (await seat.view(id)).fields
    const first = (Array.isArray(phones) ? phones : [])[0] as { readonly id: string } | undefined // items have ids
    const item = newItemId(seat.profile.random)
    const added = { path: `phones/${item}`, value: { id: item, order: 'n', value: `+668${edit}`, kind: 'work' } }
    await writer.edit([{ id, changes: [first !== undefined && kind > 0.63 ? { path: `phones/${first.id}`, value: null } : added] }])
  } else await writer.edit([{ id, changes: [{ path: pickFrom(random, fields), value: `${edit}` }] }])
}
