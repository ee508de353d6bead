import { createJournal } from '../../../src/core/journal.ts'
import { newId, type Id } from '../../../src/core/ids.ts'
import { must } from '../../../src/core/result.ts'
import type { Values } from '../../../src/domain/check.ts'
import { entityNamed } from '../../../src/domain/entities.ts'
import { additionHere } from '../../../src/engine/syncing/copy.ts'
import { foundWorkspace, firstRecords } from '../../../src/engine/founding.ts'
import { createLoader } from '../../../src/engine/loader.ts'
import { openBook, unheard, type Heard, type OpenBook } from '../../../src/engine/openbook.ts'
import type { RecordView } from '../../../src/engine/protocol.ts'
import { viewRecord } from '../../../src/engine/recordview.ts'
import type { EnginePlatform } from '../../../src/engine/workspace.ts'
import { databaseName, openDatabase, type Database } from '../../../src/store/database.ts'
import { readWhole } from '../../../src/store/document.ts'
import { generateKeys, type DeviceKeys } from '../../../src/store/keyring.ts'
import { openRegistry, type HeldWorkspace } from '../../../src/store/registry.ts'
import { inviteKeysOf, makeInviteSecret } from '../../../src/sync/invite.ts'
import type { Replica } from '../../../src/sync/replica.ts'
import type { Roster } from '../../../src/sync/roster.ts'
import { extendRoster, foldRoster } from '../../../src/sync/rosterfold.ts'
import { signJoin, signRosterEntry } from '../../../src/sync/rostersign.ts'
import type { Changed } from '../../../src/tables/column.ts'
import { createProfile, NOON, type Profile } from '../../engine/profile.ts'
import { aWorkspace, valueOf } from '../../engine/wanted.ts'
import { aSpace, pullFrom, pushTo, type SpaceInMemory } from './space.ts'

/** One teammate's device: a profile of its own with an engine on it. */
export interface Desk {
  readonly name: string
  readonly profile: Profile
  readonly book: () => OpenBook
  /** Of the team's space. */
  readonly replica: () => Replica
  readonly replicaOf: (spaceId: string) => Replica
  readonly database: () => Promise<Database>
  /** Told of every change of the tables, as a page is. */
  readonly onChanged: (heard: (changed: readonly Changed[], isOwn: boolean) => void) => void
  readonly reopen: (other?: Partial<EnginePlatform>) => Promise<void>
  readonly create: (entity: string, values: Values) => Promise<Id>
  readonly set: (id: Id, changes: Readonly<Record<string, unknown>>) => Promise<number>
  readonly view: (id: Id) => Promise<RecordView>
  readonly field: (id: Id, name: string) => Promise<unknown>
  readonly push: () => Promise<void>
  readonly pull: () => Promise<void>
  /** Out, then in. */
  readonly sync: () => Promise<void>
  /** Every record of the team as it stands, and as the lists show it. */
  readonly digest: () => Promise<string>
  readonly close: () => void
}

export interface Office {
  readonly owner: Desk
  readonly space: SpaceInMemory
  readonly teamId: string
  readonly roster: () => Roster
  readonly join: (name: string) => Promise<Desk>
  readonly remove: (desk: Desk) => Promise<void>
  /** The desk's browser profile as it is now, on another machine. */
  readonly copyOf: (desk: Desk) => Promise<Desk>
  /** A copy becomes a device of its own. */
  readonly part: (copy: Desk) => Promise<void>
  readonly all: () => readonly Desk[]
  /** Everyone sends and takes until nobody has anything new. */
  readonly settle: () => Promise<void>
}

/** A workspace at the relay, which begins with its owner; all keys and signatures are real. */
export const anOffice = async (seed = 1, profileOf: (seed: number) => Profile = createProfile): Promise<Office> => {
  const desks: Desk[] = []
  let copies = 0
  const profile = profileOf(seed)
  const platform = profile.platform()
  const held = await foundWorkspace(platform, openRegistry(platform), false, 'THB')
  const teamId = held.spaces.team
  const space = aSpace()
  const genesis = await metaOf(platform, held.id)
  let roster = valueOf(await foldRoster(crypto, [genesis]))
  const owner = await aDesk('Dao', profile, held, space, () => roster)
  desks.push(owner)
  const loader = createLoader(owner.book().session, null)
  for (const load of firstRecords(aWorkspace, held.memberId, profile.makeId)) valueOf(await loader.add(load))
  valueOf(await loader.finish())

  const extend = async (entry: Parameters<typeof extendRoster>[2]) => {
    roster = valueOf(await extendRoster(crypto, roster, entry))
  }
  const by = (): DeviceKeys => owner.book().session.store.keyring.device

  const join = async (name: string): Promise<Desk> => {
    const theirs = profileOf(seed * 100 + desks.length)
    const own = theirs.makeId('space')
    const memberId = theirs.makeId('member')
    const { rows, device } = await generateKeys(crypto, [own])
    const invite = await inviteKeysOf(crypto, makeInviteSecret(crypto), held.id)
    const link = { prev: roster.head, at: NOON, by: by().id }
    const spaces = [held.spaces.settings, teamId]
    const inviting = { kind: 'invite', invite: invite.id, role: 'member', memberId: '', spaces, keys: new Uint8Array() } as const
    await extend(await signRosterEntry(crypto, by(), { ...inviting, ...link }))
    await extend(await signJoin(crypto, device, invite.sign, { prev: roster.head, at: NOON, invite: invite.id, memberId, private: own }))
    const indexed = theirs.platform()
    const database = openDatabase(databaseName(held.id), indexed)
    await database.open()
    await database.keys.bulkPut([...rows])
    database.close()
    const joined: HeldWorkspace = { ...held, memberId, spaces: { ...held.spaces, private: own } }
    await openRegistry(indexed).put(joined)
    const keys = await owner.book().session.store.keyring.spaceKeys()
    const shared = keys.filter(({ spaceId }) => spaces.includes(spaceId))
    const desk = await aDesk(name, theirs, joined, space, () => roster)
    await desk.book().session.store.keyring.addSpaceKeys(shared)
    await desk.reopen()
    desks.push(desk)
    return desk
  }

  return {
    owner,
    space,
    teamId,
    roster: () => roster,
    join,
    remove: async (desk) => {
      const removal = { kind: 'deviceRemove', device: desk.book().session.store.keyring.device.id } as const
      await extend(await signRosterEntry(crypto, by(), { ...removal, prev: roster.head, at: NOON, by: by().id }))
    },
    copyOf: async (desk) => {
      const { held: theirs } = desk.book().session
      copies += 1
      const copied = profileOf(seed * 1_000 + copies)
      const [from, to] = [desk.profile, copied].map((one) => openDatabase(databaseName(theirs.id), one.platform()))
      if (from === undefined || to === undefined) throw new Error('two databases')
      await Promise.all([from.open(), to.open()])
      for (const { name } of from.tables) await to.table(name).bulkPut((await from.table(name).toArray()) as unknown[])
      from.close()
      to.close()
      return aDesk(`${desk.name} again`, copied, theirs, space, () => roster)
    },
    part: async (copy) => {
      const { session } = copy.book()
      const entry = await additionHere(session, crypto)(roster)
      if (entry !== null) await extend(entry)
      await (await session.store.parting()).part(session.held.memberId)
      await copy.reopen()
      if (!desks.includes(copy)) desks.push(copy)
    },
    all: () => desks,
    settle: async () => {
      for (let round = 0; round < 3; round += 1) for (const desk of desks) await desk.sync()
    },
  }
}

const metaOf = async (platform: EnginePlatform, id: string) => {
  const database = openDatabase(databaseName(id), platform)
  await database.open()
  const row = await database.meta.get('genesis')
  database.close()
  return must(row, 'genesis').value as Uint8Array<ArrayBuffer> // written by foundWorkspace
}

const aDesk = async (name: string, profile: Profile, held: HeldWorkspace, space: SpaceInMemory, roster: () => Roster): Promise<Desk> => {
  let book: OpenBook | null = null
  let replicas: readonly Replica[] = []
  const ears = new Set<(changed: readonly Changed[], isOwn: boolean) => void>()
  const heard: Heard = {
    ...unheard,
    changed: (changed, isOwn) => ears.forEach((ear) => ear(changed, isOwn)),
  }
  const opened = () => must(book, 'an open book')
  const replicaOf = (spaceId: string) =>
    must(
      replicas.find((one) => one.spaceId === spaceId),
      spaceId,
    )
  const replica = () => replicaOf(held.spaces.team)
  const reopen = async (other: Partial<EnginePlatform> = {}) => {
    book?.close()
    const platform = { ...profile.platform(), ...other }
    book = await openBook(
      platform,
      held,
      createJournal(() => NOON),
      'en',
      heard,
    )
    replicas = await book.replicas()
  }
  const view = async (id: Id) => must(await viewRecord(opened().session, id), id)
  const push = () => pushTo(replica(), space, roster())
  const pull = async () => {
    const stopped = await pullFrom(replica(), space, roster())
    if (stopped !== null) throw new Error(stopped)
  }
  await reopen()
  return {
    name,
    profile,
    book: opened,
    replica,
    replicaOf,
    reopen,
    onChanged: (ear) => void ears.add(ear),
    database: async () => {
      const database = openDatabase(databaseName(held.id), profile.platform())
      await database.open()
      return database
    },
    create: async (entity, values) => {
      const id = newId(entity, NOON, profile.random)
      valueOf(await (await opened().writer()).create({ id, values }))
      return id
    },
    set: async (id, changes) => {
      const wanted = Object.entries(changes).map(([path, value]) => ({ path, value }))
      const done = valueOf(await (await opened().writer()).edit([{ id, changes: wanted }]))
      return must(done.step, 'a step')
    },
    view,
    field: async (id, field) => (await view(id)).fields[field],
    push,
    pull,
    sync: async () => {
      await pull()
      await push()
      await pull()
    },
    digest: () => digestOf(opened(), held.spaces.team),
    close: () => opened().close(),
  }
}

export const digestOf = async ({ session, index }: OpenBook, spaceId: string): Promise<string> => {
  await index.whole()
  await index.catchUp()
  const { store, tables } = session
  const refs = new Map<Id, Parameters<typeof store.states>[0][number]>()
  for await (const { records } of store.since(0)) for (const { ref } of records) if (ref.spaceId === spaceId) refs.set(ref.id, ref)
  const states = await store.states([...refs.values()])
  const lines = [...states].map(([id, state]) => {
    const entity = must(entityNamed(must(refs.get(id), id).entity), id)
    const { fields } = readWhole(entity, state)
    const rows = tables.rows(entity.name)
    const row = rows.rowOf(id)
    return JSON.stringify([id, sorted(fields), rows.live[row], session.titleOf(id)])
  })
  const shown = [...new Set([...refs.keys()].map((id) => must(refs.get(id), id).entity))].map((entity) => {
    const { live } = tables.rows(entity)
    return `${entity} ${[...live].filter((one) => one > 0).length}`
  })
  return [...lines.sort(), ...shown.sort()].join('\n')
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
