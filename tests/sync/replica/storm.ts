import { intBelow, pickFrom, randomFrom, type Random } from '../../../src/core/random.ts'
import { must } from '../../../src/core/result.ts'
import { newId } from '../../../src/core/ids.ts'
import { NOON, type Profile } from '../../engine/profile.ts'
import { valueOf } from '../../engine/wanted.ts'
import { importAt, takeBack } from './imports.ts'
import { anOffice, type Office } from './office.ts'
import { secondSeat, type Seat } from './seat.ts'
import { settleCursor } from './space.ts'

interface Storm {
  readonly seed: number
  readonly desks: number
  readonly edits: number
  /** How often the relay comes back from an older copy. */
  readonly cuts: number
  /** A second tab at the second desk, edits of many records at once, and everyone sends and takes meanwhile. */
  readonly isBusy?: boolean
  /** Now and then two weeks pass: no entry from before is kept to heal the relay. */
  readonly isLong?: boolean
  /** Another browser than the one that is made for tests. */
  readonly profileOf?: (seed: number) => Profile
}

const FORTNIGHT = 15 * 86_400_000
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
  isBusy = false,
  isLong = false,
  profileOf,
}: Storm): Promise<{ readonly office: Office; readonly seats: readonly Seat[]; readonly digests: readonly string[] }> => {
  const random = randomFrom(seed)
  const office = await anOffice(seed, profileOf)
  while (office.all().length < desks) await office.join(`Teammate ${office.all().length}`)
  await office.settle()
  const seats: Seat[] = [...office.all()]
  if (isBusy) seats.push(await secondSeat(must(office.all()[1], 'a second desk'), office.teamId))
  const ids: string[] = []
  const imports: { readonly seat: Seat; readonly importId: string }[] = []
  for (let i = 0; i < 12; i += 1) ids.push(await office.owner.create('company', { name: `Company ${i}` }))
  await office.settle()
  const cutAt = Array.from({ length: cuts }, () => intBelow(random, edits))
  for (let edit = 0, made = 0; edit < edits; edit += made) {
    const seat = pickFrom(random, seats)
    const beside = isBusy ? atTheSameTime(random, seats, office) : []
    made = await anEdit(random, seat, ids, edit, isBusy ? 1 + intBelow(random, 20) : 1)
    if (random() < 0.02) {
      const [one, two, three] = await importAt(seat, `import-${edit}`, 20)
      ids.push(...[one, two, three].filter((id) => id !== undefined))
      imports.push({ seat, importId: `import-${edit}` })
    }
    // A second tab goes on listing what the first one took back.
    if (!isBusy && random() < 0.01) {
      const [taken] = imports.splice(intBelow(random, imports.length + 1), 1)
      if (taken !== undefined) await takeBack(taken.seat, taken.importId)
    }
    await Promise.all(beside)
    if (random() < 0.3) await someSending(random, seat, office)
    if (random() < 0.3) await someTaking(random, seat, office)
    if (random() < 0.01) await seat.reopen()
    if (isLong && random() < 0.01) for (const { profile } of seats) profile.advance(FORTNIGHT)
    if (cutAt.some((at) => at >= edit && at < edit + made)) office.space.cut(intBelow(random, office.space.entries().length + 1))
  }
  await office.settle()
  await office.settle()
  return { office, seats, digests: await Promise.all(office.all().map((desk) => desk.digest())) }
}

const atTheSameTime = (random: Random, seats: readonly Seat[], office: Office): readonly Promise<void>[] => {
  const own = randomFrom(intBelow(random, 2 ** 31))
  return [
    ...(random() < 0.15 ? [someSending(own, pickFrom(random, seats), office)] : []),
    ...(random() < 0.15 ? [someTaking(own, pickFrom(random, seats), office)] : []),
  ]
}

/** Answers how many edits it came to. */
const anEdit = async (random: Random, { profile, book }: Seat, ids: string[], edit: number, atOnce: number): Promise<number> => {
  profile.advance(intBelow(random, 1_000))
  const id = pickFrom(random, ids)
  const writer = await book().writer()
  const isKnown = (one: string) => book().session.tables.bucketOf(one) !== null
  if (!isKnown(id) || random() < 0.1) {
    const made = newId('company', NOON, profile.random)
    valueOf(await writer.create({ id: made, values: { name: `New ${edit}` } }))
    if (random() < 0.3) ids.push(made)
    return 1
  }
  const deletion = random()
  if (deletion < 0.05) await writer.trash([id])
  else if (deletion < 0.1) await writer.restore([id])
  else {
    const wanted = new Set([id])
    for (let i = 1; i < atOnce; i += 1) wanted.add(pickFrom(random, ids))
    const known = [...wanted].filter(isKnown)
    const change = () => ({ path: pickFrom(random, fields), value: `https://x.example/${edit}` })
    const edited = await writer.edit(known.map((one) => ({ id: one, changes: [change()] })))
    // Another tab may have taken an import back just now.
    if (!edited.ok && edited.error.code === 'gone') return 1
    return valueOf(edited).ids.length
  }
  return 1
}

const someSending = async (random: Random, { replica }: Seat, { space, roster }: Office): Promise<void> => {
  const one = replica()
  await settleCursor(one, space)
  const pending = await one.outgoing(roster().head)
  const sent = pending.slice(0, intBelow(random, pending.length + 1))
  for (const { msgId, entry, packs } of sent) {
    for (const pack of packs) {
      const bytes = await one.packBytes(pack)
      if (bytes !== null) space.packs.set(pack, bytes)
    }
    const at = await space.append(entry)
    if (random() < 0.2) await space.append(entry)
    if (random() < 0.7) await one.acked(msgId, at)
  }
}

const someTaking = async (random: Random, { replica }: Seat, { space, roster }: Office): Promise<void> => {
  const one = replica()
  await settleCursor(one, space)
  const { seq } = await one.cursor()
  const from = Math.max(0, seq - intBelow(random, 4))
  const page = space.entries().slice(from, seq + 1 + intBelow(random, 12))
  const received = await one.receive(from + 1, page, roster(), (pack) => Promise.resolve(space.packs.get(pack) ?? null))
  if (!received.ok) throw new Error(received.error)
}
