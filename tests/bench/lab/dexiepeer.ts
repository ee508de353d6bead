import Dexie, { type EntityTable } from 'dexie'
import { contactsOf } from './build.ts'

/** What most apps do: plain rows in Dexie with an index for each thing that a list asks. */
interface PlainContact {
  readonly id: string
  readonly name: string
  readonly companyId: string
  readonly ownerId: string
  readonly email: string
  readonly jobTitle: string
  readonly birthDate: string
  readonly phone: string
  readonly code: string
  readonly interests: readonly string[]
  readonly revenue: number
}
const SCHEMA = 'id, name, companyId, ownerId, email, jobTitle, birthDate'
const AT_ONCE = 10_000
const WINDOW = 50

const openPlain = (name: string, durability: 'strict' | 'relaxed') => {
  const database = new Dexie(name, { chromeTransactionDurability: durability }) as Dexie & { contacts: EntityTable<PlainContact, 'id'> } // declared next
  database.version(1).stores({ contacts: SCHEMA })
  return database
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const plainContacts = (scale: number): readonly PlainContact[] =>
  contactsOf(scale).map(({ id, fields }, at) => {
    const { family, given } = fields['name'] as { family: string; given: string } // as the generator makes them
    const [phone] = fields['phones'] as readonly { value: string }[]
    const [email] = fields['emails'] as readonly { value: string }[]
    return {
      id,
      name: `${given} ${family}`,
      companyId: textOf(fields['companyId']),
      ownerId: textOf(fields['ownerId']),
      email: email?.value ?? '',
      jobTitle: textOf(fields['jobTitle']),
      birthDate: textOf(fields['birthDate']),
      phone: phone?.value ?? '',
      code: textOf(fields['code']),
      interests: fields['interests'] as readonly string[],
      revenue: at % 9_973,
    }
  })

let rows: readonly PlainContact[] = []

/** Makes the rows up, so that only their adding is measured; answers how many. */
export const prepareDexie = async (scale: number): Promise<number> => {
  rows = plainContacts(scale)
  const warm = openPlain('peer-warm', 'relaxed')
  await warm.contacts.bulkAdd(rows.slice(0, 500))
  await warm.delete()
  return rows.length
}

/** Adds all of them, and does nothing else. */
export const dexieFill = async (): Promise<void> => {
  const database = openPlain('peer', 'relaxed')
  for (let at = 0; at < rows.length; at += AT_ONCE) await database.contacts.bulkAdd(rows.slice(at, at + AT_ONCE))
  database.close()
  rows = []
}

/** The same kind of list: two conditions, one through an index, order by name, a window, a sum. Each in ms. */
export const dexieQueries = async (count: number): Promise<readonly number[]> => {
  const database = openPlain('peer', 'relaxed')
  const owners = (await database.contacts.orderBy('ownerId').uniqueKeys()).map(String)
  const times: number[] = []
  const collator = new Intl.Collator('en')
  for (let at = -2; at < count; at += 1) {
    const start = performance.now()
    const some = owners.filter((_, i) => i % 3 === Math.abs(at) % 3)
    const rows = await database.contacts
      .where('ownerId')
      .anyOf(some)
      .filter(({ birthDate }) => birthDate > `19${60 + (Math.abs(at) % 30)}`)
      .toArray()
    rows.sort((a, b) => collator.compare(a.name, b.name))
    const answer = { rows: rows.slice(100, 100 + WINDOW), total: rows.length, revenue: rows.reduce((sum, { revenue }) => sum + revenue, 0) }
    structuredClone(answer) // the reply
    if (at >= 0) times.push(performance.now() - start)
  }
  database.close()
  return times
}

/** One field of one contact, durable, in ms each. */
export const dexieEdits = async (count: number): Promise<readonly number[]> => {
  const database = openPlain('peer', 'strict')
  const ids = await database.contacts.toCollection().primaryKeys()
  const times: number[] = []
  for (let at = -20; at < count; at += 1) {
    const id = ids[(Math.abs(at) * 397) % ids.length] ?? ''
    const start = performance.now()
    await database.transaction('rw', database.contacts, async () => {
      const row = await database.contacts.get(id)
      if (row !== undefined) await database.contacts.put({ ...row, jobTitle: `Edited ${at}` })
    })
    if (at >= 0) times.push(performance.now() - start)
  }
  await database.delete()
  return times
}
